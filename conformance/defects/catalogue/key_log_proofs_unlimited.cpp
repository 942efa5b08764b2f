#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect key_log_proofs_unlimited();

Defect key_log_proofs_unlimited() {
  return {.name = "key-log-proofs-unlimited",
          .lie = "One account asks for any number of proofs of the log of keys.",
          .violates = {"ENC-20e"},
          .limits = [](Limits limits) {
            limits.key_log_proofs = 1'000'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
