#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect inactive_never();

Defect inactive_never() {
  return {.name = "inactive-never", .lie = "A number that changed hands leads into the old account for a hundred years.", .violates = {"REG-21"}, .limits = [](Limits limits) {
            limits.inactive_time = std::chrono::hours{24 * 36500};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
