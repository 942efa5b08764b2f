#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_any_token_taken();

Defect fast_any_token_taken() {
  return {.name = "fast-any-token-taken",
          .lie = "A login by token is let in whatever it shows.",
          .violates = {"SASLHT-3.2-a", "XEP0484-3.4-d", "XEP0484-3.4-c", "REG-16d"},
          .wire = [] {
            return lying([by_token = false](relay::Direction, xml::Element element, const Now&) mutable -> Said {
              if (element.is("urn:xmpp:sasl:2", "authenticate")) by_token = element.find_child("urn:xmpp:fast:0", "fast") != nullptr;
              if (!by_token || !element.is("urn:xmpp:sasl:2", "failure")) return {just(std::move(element)), {}};
              xml::Element success("urn:xmpp:sasl:2", "success");
              success.append("urn:xmpp:sasl:2", "authorization-identifier").add_text("12025550100@localhost");
              return {just(std::move(success)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
