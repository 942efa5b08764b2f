#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect match_budget_missing();

Defect match_budget_missing() {
  return {.name = "match-budget-missing",
          .lie = "An account may ask for any number of numbers.",
          .violates = {"CON-05"},
          .limits = [](Limits limits) {
            limits.contact_numbers = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
