#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect code_address_budget_missing();

Defect code_address_budget_missing() {
  return {.name = "code-address-budget-missing",
          .lie = "From one address may come any number of requests for codes in a day.",
          .violates = {"REG-08b"},
          .limits = [](Limits limits) {
            limits.code_requests_per_address = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
