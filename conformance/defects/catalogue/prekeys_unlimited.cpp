#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect prekeys_unlimited();

Defect prekeys_unlimited() {
  return {
      .name = "prekeys-unlimited", .lie = "A device may have any number of prekeys.", .violates = {"ENC-02c"}, .limits = [](Limits limits) {
        limits.prekeys = 1'000'000;
        return limits;
      }};
}

}  // namespace assay::conformance::defects::catalogue
