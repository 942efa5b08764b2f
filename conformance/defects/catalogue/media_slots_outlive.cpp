#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_slots_outlive();

Defect media_slots_outlive() {
  return {.name = "media-slots-outlive", .lie = "A slot can be used for a day.", .violates = {"MSG-25f"}, .limits = [](Limits limits) {
            limits.media_slot_time = std::chrono::hours{24};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
