#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_token_without_expiry();

Defect fast_token_without_expiry() {
  return {.name = "fast-token-without-expiry",
          .lie = "A token is given without saying how long it is good.",
          .violates = {"XEP0484-3.3-a"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* token = element.find_child("urn:xmpp:fast:0", "token")) token->remove_attribute("expiry");
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
