#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect wrong_key_accepted();

Defect wrong_key_accepted() {
  return {
      .name = "wrong-key-accepted",
      .lie = "Whoever knows the code gets the account, whichever key he signs with.",
      .violates = {"REG-12"},
      .wire = [] {
        return lying_to_client([](xml::Element element) {
          if (cxmpp_error(element, "wrong-key")) {
            xml::Element registered("urn:cxmpp:register:1", "registered");
            registered.set_attribute("jid", "12025550100@localhost").set_attribute("token", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
            return just(as_result(std::move(element), std::move(registered)));
          }
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
