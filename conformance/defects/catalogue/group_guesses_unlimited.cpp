#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_guesses_unlimited();

Defect group_guesses_unlimited() {
  return {.name = "group-guesses-unlimited",
          .lie = "As many tokens may be tried as one likes.",
          .violates = {"GRP-12c"},
          .limits = [](Limits limits) {
            limits.group_link_guesses = 1'000'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
