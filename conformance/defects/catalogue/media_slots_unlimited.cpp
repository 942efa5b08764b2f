#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect media_slots_unlimited();

Defect media_slots_unlimited() {
  return {.name = "media-slots-unlimited",
          .lie = "An account gets any number of slots within an hour.",
          .violates = {"MSG-25d"},
          .limits = [](Limits limits) {
            limits.media_slots_per_hour = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
