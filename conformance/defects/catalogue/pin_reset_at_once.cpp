#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect pin_reset_at_once();

Defect pin_reset_at_once() {
  return {.name = "pin-reset-at-once", .lie = "Who does not know the PIN waits a second, no week.", .violates = {"REG-19f"}, .limits = [](Limits limits) {
            limits.pin_reset_time = std::chrono::seconds{1};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
