#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect young_as_old();

Defect young_as_old() {
  return {
      .name = "young-as-old", .lie = "A young account has the budget of an old one.", .violates = {"CON-07"}, .limits = [](Limits limits) {
        limits.contact_numbers_young = limits.contact_numbers;
        return limits;
      }};
}

}  // namespace assay::conformance::defects::catalogue
