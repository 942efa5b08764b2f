#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect device_lists_unlimited();

Defect device_lists_unlimited() {
  return {.name = "device-lists-unlimited",
          .lie = "One account publishes any number of device lists.",
          .violates = {"ENC-20f"},
          .limits = [](Limits limits) {
            limits.device_lists_per_hour = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
