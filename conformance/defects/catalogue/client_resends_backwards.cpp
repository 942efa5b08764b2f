#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_resends_backwards();

Defect client_resends_backwards() {
  return {
      .name = "client-resends-backwards",
      .lie = "The client sends again in the wrong order: the newest first.",
      .violates = {"MSG-04"},
      .client = [] {
        return lying([sent = std::set<std::string>(), held = std::vector<xml::Element>()](relay::Direction direction, xml::Element element,
                                                                                          const Now&) mutable -> Said {
          if (direction == relay::Direction::ToClient || !is_chat(element) || sent.insert(std::string(element.attribute("id"))).second) {
            return {just(std::move(element)), {}};
          }
          held.push_back(std::move(element));
          if (held.size() < 2) return {};
          std::swap(held.front(), held.back());
          return {std::exchange(held, {}), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
