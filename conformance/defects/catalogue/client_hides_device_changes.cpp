#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_device_changes();

Defect client_hides_device_changes() {
  return {.name = "client-hides-device-changes",
          .lie = "A client does not tell its user of what becomes of companions.",
          .violates = {"DEV-17"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.find_child("urn:cxmpp:devices:1", "changed")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
