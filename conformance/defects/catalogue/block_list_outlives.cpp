#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect block_list_outlives();

Defect block_list_outlives() {
  return {.name = "block-list-outlives",
          .lie = "Whom an account has blocked stays written down when the account ends.",
          .violates = {"REG-22e"},
          .store = never_erasing("block")};
}

}  // namespace assay::conformance::defects::catalogue
