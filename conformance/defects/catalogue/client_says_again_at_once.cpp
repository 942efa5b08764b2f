#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_says_again_at_once();

Defect client_says_again_at_once() {
  return {.name = "client-says-again-at-once",
          .lie = "A client that has resumed its session waits for nobody: it answers itself what it asks its server behind it.",
          .violates = {"MSG-04b"},
          .client = [] {
            return lying([resumed = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient) {
                resumed |= element.is("urn:xmpp:sm:3", "resumed");
                return {just(std::move(element)), {}};
              }
              if (!resumed || !is_iq(element, "get", "urn:xmpp:ping", "ping")) return {just(std::move(element)), {}};
              resumed = false;
              xml::Element pong(xml::ns::kClient, "iq");
              pong.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
              return {just(std::move(element)), just(std::move(pong))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
