#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect companions_unlimited();

Defect companions_unlimited() {
  return {.name = "companions-unlimited",
          .lie = "An account links any number of devices.",
          .violates = {"DEV-06"},
          .limits = [](Limits limits) {
            limits.companions = 1'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
