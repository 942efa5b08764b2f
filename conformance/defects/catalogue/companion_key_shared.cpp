#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect companion_key_shared();

Defect companion_key_shared() {
  return {.name = "companion-key-shared",
          .lie = "A device that one account has linked is linked to another too.",
          .violates = {"DEV-06"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (cxmpp_error(element, "key-taken"))
                return just(as_result(std::move(element), xml::Element("urn:cxmpp:devices:1", "linked").with("device", "7")));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
