#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_receipts_late();

Defect group_receipts_late() {
  return {.name = "group-receipts-late",
          .lie = "What changes in the sums of a message is told with the answer to a question, and not by itself.",
          .violates = {"GRP-17c"},
          .wire = [] {
            return lying([told = std::set<std::string>(), kept = std::vector<xml::Element>()](
                             relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) {
                const bool asks = element.is(xml::ns::kClient, "iq") && element.attribute("type") == "get";
                return {just(std::move(element)), asks ? std::exchange(kept, {}) : std::vector<xml::Element>()};
              }
              const xml::Element* sums = element.find_child(kGroups, "receipts");
              if (!sums || told.insert(std::string(sums->attribute("n"))).second) return {just(std::move(element)), {}};
              kept.push_back(std::move(element));
              return {};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
