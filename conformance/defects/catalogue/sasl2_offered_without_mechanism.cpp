#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_offered_without_mechanism();

Defect sasl2_offered_without_mechanism() {
  return {.name = "sasl2-offered-without-mechanism",
          .lie = "SASL2 is offered without a mechanism.",
          .violates = {"XEP0388-2.1-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* offer = element.find_child("urn:xmpp:sasl:2", "authentication")) {
                offer->remove_children("urn:xmpp:sasl:2", "mechanism");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
