#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect companion_does_all();

Defect companion_does_all() {
  return {.name = "companion-does-all",
          .lie = "A companion is told that what only the phone may do is done.",
          .violates = {"DEV-02", "DEV-07c", "DEV-08"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (cxmpp_error(element, "phone-only"))
                return just(as_result(std::move(element), xml::Element("urn:cxmpp:devices:1", "linked").with("device", "7")));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
