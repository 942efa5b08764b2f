#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect pin_outlives();

Defect pin_outlives() {
  return {.name = "pin-outlives",
          .lie = "A PIN that was set once stays, whatever becomes of its account.",
          .violates = {"REG-19h", "REG-20", "REG-22f"},
          .store = never_erasing("pin")};
}

}  // namespace assay::conformance::defects::catalogue
