#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_failure_unexplained();

Defect sasl2_failure_unexplained() {
  return {.name = "sasl2-failure-unexplained",
          .lie = "A failed login by SASL2 does not say why.",
          .violates = {"XEP0388-2.6.2-a", "REG-30b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "failure")) return just(xml::Element("urn:xmpp:sasl:2", "failure"));
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
