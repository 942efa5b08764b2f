#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect young_broadcasts_unlimited();

Defect young_broadcasts_unlimited() {
  return {.name = "young-broadcasts-unlimited",
          .lie = "A young account may reach as many by broadcasts as an old one.",
          .violates = {"BCL-10b"},
          .limits = [](Limits limits) {
            limits.broadcast_deliveries_young = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
