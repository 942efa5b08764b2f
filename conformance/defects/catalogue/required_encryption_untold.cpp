#include "conformance/defects/hidden_feature.hpp"

namespace assay::conformance::defects::catalogue {

Defect required_encryption_untold();

Defect required_encryption_untold() {
  return {.name = "required-encryption-untold",
          .lie = "A server that requires encryption does not say so.",
          .violates = {"ENC-01f"},
          .wire = [] { return hiding_feature("urn:cxmpp:e2e:required:1"); }};
}

}  // namespace assay::conformance::defects::catalogue
