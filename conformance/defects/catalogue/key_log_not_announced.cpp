#include "conformance/defects/hidden_feature.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect key_log_not_announced();

Defect key_log_not_announced() {
  return {.name = "key-log-not-announced", .lie = "A server that keeps a log of keys does not list it.", .violates = {"ENC-20"}, .wire = [] {
            return hiding_feature(kKeyLog);
          }};
}

}  // namespace assay::conformance::defects::catalogue
