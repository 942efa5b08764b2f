#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_for_loose_token();

Defect client_asks_for_loose_token() {
  return {.name = "client-asks-for-loose-token",
          .lie = "A client asks for a token without channel binding.",
          .violates = {"XEP0484-6-a"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* wish = element.find_child("urn:xmpp:fast:0", "request-token")) {
                wish->set_attribute("mechanism", "HT-SHA-256-NONE");
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
