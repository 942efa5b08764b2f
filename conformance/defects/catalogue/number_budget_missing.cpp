#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect number_budget_missing();

Defect number_budget_missing() {
  return {.name = "number-budget-missing",
          .lie = "One number gets any number of codes a day, however they annoy.",
          .violates = {"REG-08d"},
          .limits = [](Limits limits) {
            limits.code_requests_per_number = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
