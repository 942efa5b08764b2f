#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_proof_withheld();

Defect sasl2_proof_withheld() {
  return {.name = "sasl2-proof-withheld",
          .lie = "A server does not prove by SASL2 that it knows the secret.",
          .violates = {"XEP0388-2.6.1-c", "SASLHT-3.3-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "success")) element.remove_children("urn:xmpp:sasl:2", "additional-data");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
