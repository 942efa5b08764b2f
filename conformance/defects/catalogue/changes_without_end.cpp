#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect changes_without_end();

Defect changes_without_end() {
  return {.name = "changes-without-end",
          .lie = "A message can be edited and taken back as long as anybody likes.",
          .violates = {"MSG-18a"},
          .limits = [](Limits limits) {
            limits.edit_window = std::chrono::days{1'000};
            limits.revoke_window = std::chrono::days{1'000};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
