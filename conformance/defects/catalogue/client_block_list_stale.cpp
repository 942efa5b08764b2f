#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_block_list_stale();

Defect client_block_list_stale() {
  return {.name = "client-block-list-stale",
          .lie = "A client passes over what other sessions block and unblock.",
          .violates = {"MSG-15b"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const bool pushed =
                  is_iq(element, "set", "urn:xmpp:blocking", "block") || is_iq(element, "set", "urn:xmpp:blocking", "unblock");
              if (direction == relay::Direction::ToServer || !pushed) return {just(std::move(element)), {}};
              xml::Element done(xml::ns::kClient, "iq");
              done.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {{}, just(std::move(done))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
