#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_twice();

Defect client_shows_twice() {
  return {.name = "client-shows-twice", .lie = "The client shows a message as often as it comes.", .violates = {"MSG-06"}, .client = [] {
            return lying([seen = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const std::string id(element.attribute("id"));
              if (direction == relay::Direction::ToClient && is_chat(element) && !seen.insert(id).second) {
                element.set_attribute("id", id + "-" + std::to_string(seen.size()));
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
