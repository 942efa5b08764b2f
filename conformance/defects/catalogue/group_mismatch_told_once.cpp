#include <set>
#include <string>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_mismatch_told_once();

Defect group_mismatch_told_once() {
  return {.name = "group-mismatch-told-once",
          .lie = "Who sends a message again is not told again that others await it.",
          .violates = {"GRP-15g"},
          .wire = [] {
            return lying_to_client([told = std::set<std::string>()](xml::Element element) mutable {
              const xml::Element* mismatch = element.find_child(kGroups, "mismatch");
              if (mismatch && !told.insert(std::string(mismatch->attribute("id"))).second) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
