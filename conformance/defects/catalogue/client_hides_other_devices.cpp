#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_hides_other_devices();

Defect client_hides_other_devices() {
  return {.name = "client-hides-other-devices",
          .lie = "A client does not show what another device of its account sent.",
          .violates = {"MSG-24c"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.find_child("urn:xmpp:carbons:2", "sent")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
