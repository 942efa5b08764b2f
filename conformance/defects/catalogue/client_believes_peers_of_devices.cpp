#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_peers_of_devices();

Defect client_believes_peers_of_devices() {
  return {.name = "client-believes-peers-of-devices",
          .lie = "A client believes of a contact's device what anybody writes.",
          .violates = {"REG-17c"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.find_child("urn:cxmpp:identity:1", "changed")) {
                const std::string from(element.attribute("from"));
                element.set_attribute("from", from.substr(0, from.find('/')));
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
