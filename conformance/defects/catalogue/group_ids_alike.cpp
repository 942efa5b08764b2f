#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/random_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_ids_alike();

Defect group_ids_alike() {
  return {.name = "group-ids-alike",
          .lie = "Every group has the same id.",
          .violates = {"GRP-01"},
          .random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> { return std::make_unique<RepeatingRandom>(sound, 10); }};
}

}  // namespace assay::conformance::defects::catalogue
