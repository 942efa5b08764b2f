#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect burst_unlimited();

Defect burst_unlimited() {
  return {.name = "burst-unlimited",
          .lie = "From one address may come as many requests for codes at once as somebody likes.",
          .violates = {"REG-08e"},
          .limits = [](Limits limits) {
            limits.code_burst_per_address = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
