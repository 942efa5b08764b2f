#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_mechanism_guessed();

Defect sasl2_mechanism_guessed() {
  return {.name = "sasl2-mechanism-guessed",
          .lie = "A mechanism that was not offered is taken for PLAIN.",
          .violates = {"XEP0388-2.3-a"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "authenticate") && !element.attribute("mechanism").starts_with("SCRAM-") &&
                  !element.find_child("urn:xmpp:fast:0", "fast")) {
                element.set_attribute("mechanism", "PLAIN");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
