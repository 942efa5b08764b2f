#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect login_oracle();

Defect login_oracle() {
  return {.name = "login-oracle",
          .lie = "Every second failed login says another reason: as if one number had an account and the other none.",
          .violates = {"REG-30c"},
          .wire = [] {
            return lying_to_client([count = 0](xml::Element element) mutable {
              if (element.is("urn:xmpp:sasl:2", "failure") && ++count % 2 == 0) {
                element.remove_children("urn:cxmpp:errors:1", "bad-token");
                element.append("urn:cxmpp:errors:1", "replaced");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
