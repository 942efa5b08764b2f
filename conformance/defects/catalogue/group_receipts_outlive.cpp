#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_receipts_outlive();

Defect group_receipts_outlive() {
  return {.name = "group-receipts-outlive",
          .lie = "Who has got and read the messages of a group stays written down when his account ends.",
          .violates = {"GRP-25b"},
          .store = never_erasing("group-receipt")};
}

}  // namespace assay::conformance::defects::catalogue
