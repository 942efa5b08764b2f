#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/random_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect token_repeated();

Defect token_repeated() {
  return {.name = "token-repeated",
          .lie = "Every registration gives the same token.",
          .violates = {"REG-15", "REG-16a"},
          .random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> { return std::make_unique<RepeatingRandom>(sound, 32); }};
}

}  // namespace assay::conformance::defects::catalogue
