#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect prekeys_of_a_day_unlimited();

Defect prekeys_of_a_day_unlimited() {
  return {.name = "prekeys-of-a-day-unlimited",
          .lie = "Strangers together get any number of a device's prekeys in a day.",
          .violates = {"ENC-05c"},
          .limits = [](Limits limits) {
            limits.prekeys_per_day = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
