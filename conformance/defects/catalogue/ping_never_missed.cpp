#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ping_never_missed();

Defect ping_never_missed() {
  return {.name = "ping-never-missed",
          .lie = "Who does not answer a ping counts as there.",
          .violates = {"MSG-22a"},
          .limits = [](Limits limits) {
            limits.ping_time = std::chrono::hours{24 * 10'000};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
