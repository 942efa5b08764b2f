#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect companions_idle_for_ever();

Defect companions_idle_for_ever() {
  return {.name = "companions-idle-for-ever",
          .lie = "A companion that nobody has used for a hundred years is as good as one in use.",
          .violates = {"DEV-14"},
          .limits = [](Limits limits) {
            limits.device_idle_time = std::chrono::hours{24 * 36500};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
