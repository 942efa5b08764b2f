#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_gives_up_without_token();

Defect client_gives_up_without_token() {
  return {.name = "client-gives-up-without-token",
          .lie = "A client does not hear that its token is refused, and waits.",
          .violates = {"XEP0484-4.1-b"},
          .client = [] {
            return lying_to_client([](xml::Element element) {
              if (element.is("urn:xmpp:sasl:2", "failure")) return std::vector<xml::Element>();
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
