#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect pin_reset_never();

Defect pin_reset_never() {
  return {.name = "pin-reset-never", .lie = "An account whose PIN is forgotten is lost for years.", .violates = {"REG-19f"}, .limits = [](Limits limits) {
            limits.pin_reset_time = std::chrono::hours{24 * 3650};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
