#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_budget_missing();

Defect device_budget_missing() {
  return {.name = "device-budget-missing",
          .lie = "One device may ask for codes for any number of numbers.",
          .violates = {"REG-08b"},
          .limits = [](Limits limits) {
            limits.code_requests_per_device = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
