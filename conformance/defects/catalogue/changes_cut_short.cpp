#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect changes_cut_short();

Defect changes_cut_short() {
  return {.name = "changes-cut-short",
          .lie = "A message can be edited and taken back for a minute.",
          .violates = {"MSG-18a"},
          .limits = [](Limits limits) {
            limits.edit_window = std::chrono::minutes{1};
            limits.revoke_window = std::chrono::minutes{1};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
