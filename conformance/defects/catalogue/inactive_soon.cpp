#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect inactive_soon();

Defect inactive_soon() {
  return {.name = "inactive-soon", .lie = "An account counts as left after a day without a login.", .violates = {"REG-21"}, .limits = [](Limits limits) {
            limits.inactive_time = std::chrono::hours{24};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
