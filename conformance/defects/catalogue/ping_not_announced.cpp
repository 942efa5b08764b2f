#include "conformance/defects/hidden_feature.hpp"

namespace assay::conformance::defects::catalogue {

Defect ping_not_announced();

Defect ping_not_announced() {
  return {
      .name = "ping-not-announced", .lie = "The server answers pings but does not say that it can.", .violates = {"XEP0199-5"}, .wire = [] {
        return hiding_feature("urn:xmpp:ping");
      }};
}

}  // namespace assay::conformance::defects::catalogue
