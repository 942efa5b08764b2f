#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect delta_budget_missing();

Defect delta_budget_missing() {
  return {.name = "delta-budget-missing", .lie = "Deltas have no budget of a day.", .violates = {"CON-05b"}, .limits = [](Limits limits) {
            limits.contact_delta_numbers = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
