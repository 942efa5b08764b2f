#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_leave_refused();

Defect group_leave_refused() {
  return {.name = "group-leave-refused", .lie = "Who is no member cannot leave.", .violates = {"GRP-24"}, .wire = [] {
            return lying([left = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient || !element.find_child(kGroups, "leave")) return {just(std::move(element)), {}};
              const std::string group(element.attribute("to"));
              if (left.insert(group).second) return {just(std::move(element)), {}};
              xml::Element error = xml::Element(xml::ns::kClient, "iq")
                                       .with("type", "error")
                                       .with("id", std::string(element.attribute("id")))
                                       .with("from", group);
              error.append(xml::ns::kClient, "error").set_attribute("type", "auth").append(xml::ns::kStanzaErrors, "forbidden");
              return {{}, just(std::move(error))};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
