#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect reactions_unlimited();

Defect reactions_unlimited() {
  return {
      .name = "reactions-unlimited", .lie = "A reaction may be as long as a letter.", .violates = {"MSG-13d"}, .limits = [](Limits limits) {
        limits.reaction_octets = 1'000'000;
        return limits;
      }};
}

}  // namespace assay::conformance::defects::catalogue
