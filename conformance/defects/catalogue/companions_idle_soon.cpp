#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect companions_idle_soon();

Defect companions_idle_soon() {
  return {.name = "companions-idle-soon",
          .lie = "A companion that nobody has used for three days is unlinked.",
          .violates = {"DEV-14"},
          .limits = [](Limits limits) {
            limits.device_idle_time = std::chrono::hours{24 * 3};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
