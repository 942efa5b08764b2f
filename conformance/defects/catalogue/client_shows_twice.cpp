#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_shows_twice();

Defect client_shows_twice() {
  return {.name = "client-shows-twice", .lie = "The client shows a message as often as it comes.", .violates = {"MSG-06"}, .client = [] {
            return lying([count = 0](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient && is_chat(element)) {
                element.set_attribute("id", std::string(element.attribute("id")) + "-" + std::to_string(++count));
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
