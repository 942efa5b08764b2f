#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_nobody_to_wake_it();

Defect client_asks_nobody_to_wake_it() {
  return {.name = "client-asks-nobody-to-wake-it",
          .lie = "The client says that it has itself woken, and tells its server nothing.",
          .violates = {"OFF-14h"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction != relay::Direction::ToServer || !is_iq(element, "set", "urn:xmpp:push:0", "enable")) {
                return {just(std::move(element)), {}};
              }
              xml::Element done(xml::ns::kClient, "iq");
              done.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(done))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
