#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect prekey_fetches_unlimited();

Defect prekey_fetches_unlimited() {
  return {.name = "prekey-fetches-unlimited",
          .lie = "One account gets any number of one-time prekeys of a device.",
          .violates = {"ENC-05a"},
          .limits = [](Limits limits) {
            limits.prekey_fetches = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
