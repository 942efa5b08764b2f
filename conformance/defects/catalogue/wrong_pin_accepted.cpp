#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect wrong_pin_accepted();

Defect wrong_pin_accepted() {
  return {.name = "wrong-pin-accepted",
          .lie = "Whoever says any PIN beside the code gets the account.",
          .violates = {"REG-19c"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (!cxmpp_error(element, "wrong-pin")) return just(std::move(element));
              xml::Element registered("urn:cxmpp:register:1", "registered");
              registered.set_attribute("jid", "12025550100@localhost").set_attribute("token", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
              return just(as_result(std::move(element), std::move(registered)));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
