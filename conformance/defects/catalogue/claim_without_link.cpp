#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect claim_without_link();

Defect claim_without_link() {
  return {.name = "claim-without-link", .lie = "A key that nobody has linked gets a token.", .violates = {"DEV-04"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (cxmpp_error(element, "not-linked")) {
                xml::Element claimed("urn:cxmpp:devices:1", "claimed");
                claimed.set_attribute("jid", "12025550100@localhost")
                    .set_attribute("device", "7")
                    .set_attribute("token", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
                return just(as_result(std::move(element), std::move(claimed)));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
