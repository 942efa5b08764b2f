#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect logins_unlimited();

Defect logins_unlimited() {
  return {
      .name = "logins-unlimited", .lie = "Every login is begun, however many come.", .violates = {"MSG-23a"}, .limits = [](Limits limits) {
        limits.logins_per_second = 1'000'000;
        return limits;
      }};
}

}  // namespace assay::conformance::defects::catalogue
