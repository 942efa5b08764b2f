#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect roster_outlives();

Defect roster_outlives() {
  return {.name = "roster-outlives",
          .lie = "Whoever was in a roster stays there, and a roster stays when its account ends.",
          .violates = {"REG-20", "REG-22d", "REG-22f"},
          .store = never_erasing("roster")};
}

}  // namespace assay::conformance::defects::catalogue
