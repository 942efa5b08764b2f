#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect revocation_lost();

Defect revocation_lost() {
  return {.name = "revocation-lost", .lie = "Revocations do not arrive.", .violates = {"BCL-13", "MSG-18a", "OFF-20"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child("urn:xmpp:message-retract:1", "retract")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
