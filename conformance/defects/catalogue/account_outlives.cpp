#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect account_outlives();

Defect account_outlives() {
  return {.name = "account-outlives",
          .lie = "An account that its owner ends goes on: its token logs in, and its number is in.",
          .violates = {"REG-22a", "REG-22c", "REG-23e"},
          .store = never_erasing("account")};
}

}  // namespace assay::conformance::defects::catalogue
