#include <cstdint>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/random_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect codes_alike();

Defect codes_alike() {
  return {.name = "codes-alike",
          .lie = "Every code is the same.",
          .violates = {"REG-02b"},
          .random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> {
            return std::make_unique<RepeatingRandom>(sound, sizeof(std::uint64_t));
          }};
}

}  // namespace assay::conformance::defects::catalogue
