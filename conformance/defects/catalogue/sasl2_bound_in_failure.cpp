#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_bound_in_failure();

Defect sasl2_bound_in_failure() {
  return {.name = "sasl2-bound-in-failure",
          .lie = "A login that fails binds a resource.",
          .violates = {"XEP0388-2.6.2-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "failure")) element.append("urn:xmpp:bind:0", "bound");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
