#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect claim_by_any_key();

Defect claim_by_any_key() {
  return {.name = "claim-by-any-key",
          .lie = "Whoever knows the key of a companion gets a token, whichever key he signs with.",
          .violates = {"DEV-03a", "DEV-03b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (cxmpp_error(element, "wrong-key")) {
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
