#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_resends_anew();

Defect client_resends_anew() {
  return {
      .name = "client-resends-anew", .lie = "The client sends again under new ids.", .violates = {"MSG-04"}, .client = [] {
        return lying([sent = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          if (direction == relay::Direction::ToServer && is_chat(element) && !sent.insert(std::string(element.attribute("id"))).second) {
            element.set_attribute("id", "again-" + std::to_string(sent.size()) + std::string(element.attribute("id")));
          }
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
