#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_interruptions_overheard();

Defect sasl2_interruptions_overheard() {
  return {.name = "sasl2-interruptions-overheard",
          .lie = "What a client says in the middle of a login is overheard.",
          .violates = {"XEP0388-2.4-a"},
          .wire = [] {
            return lying_to_server([during = false](xml::Element element) mutable {
              if (element.is("urn:xmpp:sasl:2", "authenticate")) {
                if (during) return std::vector<xml::Element>();
                during = element.attribute("mechanism").starts_with("SCRAM-");
              } else if (element.ns() == "urn:xmpp:sasl:2") {
                during = false;
              } else if (during) {
                return std::vector<xml::Element>();
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
