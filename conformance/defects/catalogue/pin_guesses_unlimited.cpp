#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect pin_guesses_unlimited();

Defect pin_guesses_unlimited() {
  return {.name = "pin-guesses-unlimited", .lie = "PINs may be guessed, and set, all day long.", .violates = {"REG-19e", "REG-19j"}, .limits = [](Limits limits) {
            limits.pin_guesses = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
