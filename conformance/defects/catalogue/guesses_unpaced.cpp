#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect guesses_unpaced();

Defect guesses_unpaced() {
  return {.name = "guesses-unpaced", .lie = "Guesses may follow each other at once.", .violates = {"REG-07", "REG-19d"}, .limits = [](Limits limits) {
            limits.guess_pace = {};
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
