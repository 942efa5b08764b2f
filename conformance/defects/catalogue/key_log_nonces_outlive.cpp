#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect key_log_nonces_outlive();

Defect key_log_nonces_outlive() {
  return {.name = "key-log-nonces-outlive",
          .lie = "What blinds an entry of the log of keys is kept when the account ends, or its number is registered again.",
          .violates = {"ENC-20g", "REG-22e"},
          .wire = {},
          .store = never_erasing("key-log-entry")};
}

}  // namespace assay::conformance::defects::catalogue
