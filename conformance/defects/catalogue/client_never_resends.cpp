#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_resends();

Defect client_never_resends() {
  return {.name = "client-never-resends",
          .lie = "What the server did not acknowledge before a cut is lost.",
          .violates = {"MSG-04"},
          .client = [] {
            return lying([sent = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer && is_chat(element) && !sent.insert(std::string(element.attribute("id"))).second)
                return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
