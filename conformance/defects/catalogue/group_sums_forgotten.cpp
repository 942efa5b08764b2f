#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_sums_forgotten();

Defect group_sums_forgotten() {
  return {.name = "group-sums-forgotten",
          .lie = "Which sums of receipts are to be told yet is in memory alone: a restart forgets it.",
          .violates = {"GRP-17e"},
          .store = in_memory_alone("group-receipt-due")};
}

}  // namespace assay::conformance::defects::catalogue
