#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_peers_of_companions();

Defect client_believes_peers_of_companions() {
  return {.name = "client-believes-peers-of-companions",
          .lie = "A client believes of its own devices what anybody writes.",
          .violates = {"DEV-17"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && element.find_child("urn:cxmpp:devices:1", "changed")) {
                const std::string to(element.attribute("to"));
                element.set_attribute("from", to.substr(0, to.find('/')));
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
