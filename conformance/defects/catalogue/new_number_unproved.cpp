#include <set>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect new_number_unproved();

Defect new_number_unproved() {
  return {.name = "new-number-unproved",
          .lie = "An account is said to have moved to whatever number is named.",
          .violates = {"REG-23a"},
          .wire = [] {
            return lying([asked = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const std::string id(element.attribute("id"));
              if (direction == relay::Direction::ToServer) {
                if (is_iq(element, "set", "urn:cxmpp:number:1", "change")) asked.insert(id);
                return {just(std::move(element)), {}};
              }
              if (element.attribute("type") != "error" || asked.erase(id) == 0) return {just(std::move(element)), {}};
              return {just(xml::Element("jabber:client", "iq").with("type", "result").with("id", id)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
