#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect mailbox_never_emptied();

Defect mailbox_never_emptied() {
  return {.name = "mailbox-never-emptied",
          .lie = "An entry stays in the mailbox although the device acknowledged it, and comes again.",
          .violates = {"OFF-01", "OFF-08", "OFF-17"},
          .store = never_erasing("mailbox")};
}

}  // namespace assay::conformance::defects::catalogue
