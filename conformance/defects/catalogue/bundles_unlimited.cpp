#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bundles_unlimited();

Defect bundles_unlimited() {
  return {.name = "bundles-unlimited",
          .lie = "One account asks for any number of bundles.",
          .violates = {"ENC-05b"},
          .limits = [](Limits limits) {
            limits.prekey_targets = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
