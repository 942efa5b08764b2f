#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/smuggling.hpp"

namespace assay::conformance::defects::catalogue {

Defect stanza_id_forged();

Defect stanza_id_forged() {
  return {.name = "stanza-id-forged",
          .lie = "A stanza-id that the sender wrote in the name of the server is passed on.",
          .violates = {"XEP0359-4-a", "XEP0359-4-b"},
          .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              smuggle(direction, element, {"urn:xmpp:sid:0", "stanza-id"});
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
