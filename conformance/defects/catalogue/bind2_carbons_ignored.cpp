#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_carbons_ignored();

Defect bind2_carbons_ignored() {
  return {.name = "bind2-carbons-ignored",
          .lie = "A session that should begin with carbons begins without.",
          .violates = {"XEP0386-3.2-e"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* bind = element.find_child("urn:xmpp:bind:0", "bind")) bind->remove_children("urn:xmpp:carbons:2", "enable");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
