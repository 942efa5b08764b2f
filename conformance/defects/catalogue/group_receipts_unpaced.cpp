#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_receipts_unpaced();

Defect group_receipts_unpaced() {
  return {.name = "group-receipts-unpaced",
          .lie = "A sender is told each receipt by itself.",
          .violates = {"GRP-17a"},
          .limits = [](Limits limits) {
            limits.group_receipt_pace = Duration{1};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
