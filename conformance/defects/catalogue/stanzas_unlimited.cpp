#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect stanzas_unlimited();

Defect stanzas_unlimited() {
  return {.name = "stanzas-unlimited",
          .lie = "Stanzas may be as large and as deep as one likes.",
          .violates = {"MSG-21", "MSG-13"},
          .limits = [](Limits limits) {
            limits.stanza_octets = 16'000'000;
            limits.stanza_depth = 100'000;
            limits.stanza_elements = 1'000'000;
            limits.element_attributes = 100'000;
            return limits;
          }};
}

}  // namespace assay::conformance::defects::catalogue
