#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/random_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_links_alike();

Defect group_links_alike() {
  return {.name = "group-links-alike",
          .lie = "Every link and invite has the same token.",
          .violates = {"GRP-12a"},
          .random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> { return std::make_unique<RepeatingRandom>(sound, 17); }};
}

}  // namespace assay::conformance::defects::catalogue
