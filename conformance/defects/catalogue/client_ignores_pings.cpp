#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_ignores_pings();

Defect client_ignores_pings() {
  return {.name = "client-ignores-pings", .lie = "The client does not answer pings.", .violates = {"XEP0199-4.1"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToClient && is_iq(element, "get", "urn:xmpp:ping", "ping")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
