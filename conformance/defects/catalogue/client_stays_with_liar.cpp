#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_stays_with_liar();

Defect client_stays_with_liar() {
  return {.name = "client-stays-with-liar",
          .lie = "A client overhears every success, and so stays with whoever proves nothing.",
          .violates = {"SASLHT-3.3-b"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "success")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
