#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect sasl2_restarts_nothing_told();

Defect sasl2_restarts_nothing_told() {
  return {.name = "sasl2-restarts-nothing-told",
          .lie = "No features are told behind a login by SASL2.",
          .violates = {"XEP0388-2.6.1-b"},
          .wire = [] {
            return lying_to_client([in = false](xml::Element element) mutable {
              if (in && element.is(xml::ns::kStreams, "features")) return std::vector<xml::Element>();
              in = in || element.is("urn:xmpp:sasl:2", "success");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
