#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_roll_stale_taken();

Defect group_roll_stale_taken() {
  return {.name = "group-roll-stale-taken",
          .lie = "A change that was signed over an older version is answered as if it had been made.",
          .violates = {"GRP-19g"},
          .wire = [] {
            return lying([signed_ = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const std::string id(element.attribute("id"));
              if (direction == relay::Direction::ToServer) {
                const xml::Element* naming = element.local() == "iq" ? element.first_child() : nullptr;
                if (naming != nullptr && naming->find_child(kGroups, "roll") != nullptr) signed_.insert(id);
                return {just(std::move(element)), {}};
              }
              const bool is_refused = signed_.erase(id) != 0 && element.attribute("type") == "error";
              if (!is_refused || cxmpp_error(element, "stale") == nullptr) return {just(std::move(element)), {}};
              xml::Element done(kGroups, "done");
              done.set_attribute("version", "1");
              return {just(as_result(std::move(element), std::move(done))), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
