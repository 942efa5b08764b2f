#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect idle_asked_too_soon();

Defect idle_asked_too_soon() {
  return {.name = "idle-asked-too-soon",
          .lie = "Who is silent for a few minutes is pinged.",
          .violates = {"MSG-22a"},
          .limits = [](Limits limits) {
            limits.idle_time = std::chrono::minutes{3};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
