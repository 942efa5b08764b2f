#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_mismatch_untold();

Defect group_mismatch_untold() {
  return {.name = "group-mismatch-untold", .lie = "A sender is not told that the members are others.", .violates = {"GRP-15a"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child(kGroups, "mismatch")) return std::vector<xml::Element>{};
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
