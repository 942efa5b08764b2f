#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_answers_dropped();

Defect bind2_answers_dropped() {
  return {.name = "bind2-answers-dropped",
          .lie = "What a session begins with is not told in the answer.",
          .violates = {"XEP0386-3.2-d", "WIR-18"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* bound = element.find_child("urn:xmpp:bind:0", "bound")) bound->content().clear();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
