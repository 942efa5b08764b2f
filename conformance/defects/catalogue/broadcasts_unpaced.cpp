#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect broadcasts_unpaced();

Defect broadcasts_unpaced() {
  return {.name = "broadcasts-unpaced",
          .lie = "An account may broadcast as often as it likes.",
          .violates = {"BCL-10a"},
          .limits = [](Limits limits) {
            limits.broadcasts_per_hour = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
