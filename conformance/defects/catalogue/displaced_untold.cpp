#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect displaced_untold();

Defect displaced_untold() {
  return {.name = "displaced-untold",
          .lie = "Whoever is displaced by a newer session is told that the server starts anew.",
          .violates = {"DEV-12"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.local() == "error" && element.find_child("urn:ietf:params:xml:ns:xmpp-streams", "conflict")) {
                element.remove_children("urn:ietf:params:xml:ns:xmpp-streams", "conflict");
                element.append("urn:ietf:params:xml:ns:xmpp-streams", "reset");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
