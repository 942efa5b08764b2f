#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_another_device();

Defect client_hides_another_device() {
  return {.name = "client-hides-another-device",
          .lie = "A client does not tell its user that a contact has another device.",
          .violates = {"REG-17c"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.find_child("urn:cxmpp:identity:1", "changed")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
