#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_blocks_nobody();

Defect client_blocks_nobody() {
  return {.name = "client-blocks-nobody",
          .lie = "A client says that it blocks somebody, and tells the server nothing.",
          .violates = {"MSG-15b"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const bool blocks = direction == relay::Direction::ToServer && is_iq(element, "set", "urn:xmpp:blocking", "block");
              if (!blocks) return {just(std::move(element)), {}};
              xml::Element done(xml::ns::kClient, "iq");
              done.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(done))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
