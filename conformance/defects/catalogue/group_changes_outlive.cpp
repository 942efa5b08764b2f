#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_changes_outlive();

Defect group_changes_outlive() {
  return {.name = "group-changes-outlive",
          .lie = "The changes of a group go on naming accounts that have ended.",
          .violates = {"GRP-25b"},
          .store = never_erasing("group-change")};
}

}  // namespace assay::conformance::defects::catalogue
