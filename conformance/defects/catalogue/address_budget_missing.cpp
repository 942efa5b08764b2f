#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect address_budget_missing();

Defect address_budget_missing() {
  return {.name = "address-budget-missing",
          .lie = "Young accounts behind one address may each ask for all that one may ask for.",
          .violates = {"CON-06"},
          .limits = [](Limits limits) {
            limits.contact_address_block_numbers = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
