#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/random_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect key_log_nonces_alike();

Defect key_log_nonces_alike() {
  return {.name = "key-log-nonces-alike",
          .lie = "All entries of the log of keys have one nonce.",
          .violates = {"ENC-20c"},
          .random = [](RandomSource& sound) -> std::unique_ptr<RandomSource> { return std::make_unique<RepeatingRandom>(sound, 30); }};
}

}  // namespace assay::conformance::defects::catalogue
