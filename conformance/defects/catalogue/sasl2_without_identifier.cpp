#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_without_identifier();

Defect sasl2_without_identifier() {
  return {.name = "sasl2-without-identifier",
          .lie = "A login by SASL2 does not say whose it is.",
          .violates = {"XEP0388-2.6.1-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "success")) element.remove_children("urn:xmpp:sasl:2", "authorization-identifier");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
