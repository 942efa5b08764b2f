#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/random_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect ids_and_nonces_repeated();

Defect ids_and_nonces_repeated() {
  return {.name = "ids-and-nonces-repeated",
          .lie = "What the server draws for stream ids, nonces and requests for codes is the same each time.",
          .violates = {"RFC6120-4.3.3", "RFC5802-5.1-f"},
          .random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> { return std::make_unique<RepeatingRandom>(sound, 18); }};
}

}  // namespace assay::conformance::defects::catalogue
