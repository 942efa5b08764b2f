#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_token_in_failure();

Defect fast_token_in_failure() {
  return {.name = "fast-token-in-failure",
          .lie = "A login that fails brings a token.",
          .violates = {"XEP0484-3.3-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "failure")) {
                element.append("urn:xmpp:fast:0", "token").set_attribute("token", "secret").set_attribute("expiry", "2036-01-01T00:00:00Z");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
