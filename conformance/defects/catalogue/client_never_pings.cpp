#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_pings();

Defect client_never_pings() {
  return {
      .name = "client-never-pings", .lie = "The client asks nobody whether its server is there.", .violates = {"MSG-22c"}, .client = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          if (direction != relay::Direction::ToServer || !is_iq(element, "get", "urn:xmpp:ping", "ping"))
            return {just(std::move(element)), {}};
          xml::Element pong(xml::ns::kClient, "iq");
          pong.set_attribute("type", "result").set_attribute("id", std::string(element.attribute("id")));
          return {{}, just(std::move(pong))};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
