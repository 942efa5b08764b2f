#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/hidden_feature.hpp"

namespace assay::conformance::defects::catalogue {

Defect push_not_announced();

Defect push_not_announced() {
  return {.name = "push-not-announced", .lie = "An account does not say that it can be woken.", .violates = {"XEP0357-4.1"}, .wire = [] {
            return hiding_feature("urn:xmpp:push:0");
          }};
}

}  // namespace assay::conformance::defects::catalogue
