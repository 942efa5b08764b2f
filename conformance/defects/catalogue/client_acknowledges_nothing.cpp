#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_acknowledges_nothing();

Defect client_acknowledges_nothing() {
  return {.name = "client-acknowledges-nothing", .lie = "The client acknowledges no message.", .violates = {"MSG-29"}, .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && element.is("urn:cxmpp:ack:1", "ack")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
