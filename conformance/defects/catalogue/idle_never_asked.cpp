#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect idle_never_asked();

Defect idle_never_asked() {
  return {.name = "idle-never-asked",
          .lie = "Nobody is pinged, however long he is silent.",
          .violates = {"MSG-22a"},
          .limits = [](Limits limits) {
            limits.idle_time = std::chrono::hours{24 * 10'000};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
