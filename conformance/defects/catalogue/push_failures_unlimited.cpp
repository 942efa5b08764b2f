#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_failures_unlimited();

Defect push_failures_unlimited() {
  return {.name = "push-failures-unlimited",
          .lie = "A push service that fails is asked again for ever.",
          .violates = {"OFF-14g"},
          .limits = [](Limits limits) {
            limits.push_failures = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
