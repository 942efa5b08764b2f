#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_foreign_name_taken();

Defect sasl2_foreign_name_taken() {
  return {.name = "sasl2-foreign-name-taken",
          .lie = "Whoever comes under one name may log in under another.",
          .violates = {"XEP0388-2.3-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              const xml::Element* invalid = element.find_child(xml::ns::kSasl, "invalid-authzid");
              if (!invalid || !element.is("urn:xmpp:sasl:2", "failure")) return just(std::move(element));
              xml::Element success("urn:xmpp:sasl:2", "success");
              success.append("urn:xmpp:sasl:2", "authorization-identifier").add_text("12025550100@localhost");
              return just(std::move(success));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
