#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_waits_for_token();

Defect client_waits_for_token() {
  return {.name = "client-waits-for-token",
          .lie = "A client that has shown its token waits for the answer, whatever the server offers.",
          .violates = {"REG-30e"},
          .client = [] {
            return lying([shown = false](relay::Direction, xml::Element element, const Now&) mutable -> Said {
              shown = shown || element.find_child("urn:xmpp:fast:0", "fast");
              const bool features = element.is(xml::ns::kStreams, "features");
              if (features && element.find_child(xml::ns::kTls, "starttls")) shown = false;  // another stream
              if (shown && features && !element.find_child("urn:xmpp:sasl:2", "authentication")) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
