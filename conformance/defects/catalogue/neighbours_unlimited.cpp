#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect neighbours_unlimited();

Defect neighbours_unlimited() {
  return {.name = "neighbours-unlimited",
          .lie = "An account may count through neighbouring numbers.",
          .violates = {"CON-05c"},
          .limits = [](Limits limits) {
            limits.contact_block_numbers = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
