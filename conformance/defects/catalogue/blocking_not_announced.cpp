#include "conformance/defects/hidden_feature.hpp"

namespace assay::conformance::defects::catalogue {

Defect blocking_not_announced();

Defect blocking_not_announced() {
  return {
      .name = "blocking-not-announced", .lie = "The server blocks but does not say that it can.", .violates = {"XEP0191-3.1"}, .wire = [] {
        return hiding_feature("urn:xmpp:blocking");
      }};
}

}  // namespace assay::conformance::defects::catalogue
