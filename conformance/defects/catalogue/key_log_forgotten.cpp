#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect key_log_forgotten();

Defect key_log_forgotten() {
  return {.name = "key-log-forgotten",
          .lie = "The log of keys begins anew, by another key, when the server starts.",
          .violates = {"ENC-20b"},
          .wire = {},
          .store = in_memory_alone("key-log")};
}

}  // namespace assay::conformance::defects::catalogue
