#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_offered_in_the_clear();

Defect sasl2_offered_in_the_clear() {
  return {.name = "sasl2-offered-in-the-clear",
          .lie = "SASL2 is offered before TLS, too.",
          .violates = {"XEP0388-3-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.find_child(xml::ns::kTls, "starttls")) {
                element.append("urn:xmpp:sasl:2", "authentication").append("urn:xmpp:sasl:2", "mechanism").add_text("PLAIN");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
