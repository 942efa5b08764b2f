#include "conformance/defects/catalogue.hpp"

#include <set>
#include <string>

namespace assay::conformance::defects::catalogue {

Defect subscriptions_free();

Defect subscriptions_free() {
  return {.name = "subscriptions-free", .lie = "Subscribing and roster items cost nothing.", .violates = {"CON-05d"}, .wire = [] {
            return lying([asked = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) {
                if (is_iq(element, "set", "jabber:iq:roster", "query")) asked.insert(std::string(element.attribute("id")));
                return {just(std::move(element)), {}};
              }
              if (!cxmpp_error(element, "rate-limit")) return {just(std::move(element)), {}};
              if (element.local() == "presence") return {};
              if (asked.contains(std::string(element.attribute("id")))) {
                element.set_attribute("type", "result");
                element.content().clear();
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
