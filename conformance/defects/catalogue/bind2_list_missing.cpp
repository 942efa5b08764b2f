#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_list_missing();

Defect bind2_list_missing() {
  return {.name = "bind2-list-missing",
          .lie = "Bind 2 does not say what a session can begin with.",
          .violates = {"XEP0386-3.1-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* offer = element.find_child("urn:xmpp:sasl:2", "authentication");
              xml::Element* inlined = offer ? offer->find_child("urn:xmpp:sasl:2", "inline") : nullptr;
              xml::Element* bind = inlined ? inlined->find_child("urn:xmpp:bind:0", "bind") : nullptr;
              if (bind) bind->remove_children("urn:xmpp:bind:0", "inline");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
