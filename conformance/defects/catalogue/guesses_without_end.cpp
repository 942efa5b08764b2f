#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect guesses_without_end();

Defect guesses_without_end() {
  return {.name = "guesses-without-end",
          .lie = "Wrong guesses are not counted up to any limit.",
          .violates = {"REG-06a"},
          .limits = [](Limits limits) {
            limits.code_guesses = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
