#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect login_delay_long();

Defect login_delay_long() {
  return {.name = "login-delay-long",
          .lie = "Who comes in a rush is asked to stay away for hours.",
          .violates = {"MSG-23a"},
          .limits = [](Limits limits) {
            limits.login_delay = std::chrono::hours{10};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
