#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect fast_token_always_given();

Defect fast_token_always_given() {
  return {.name = "fast-token-always-given",
          .lie = "A token that is given back is replaced by another one.",
          .violates = {"XEP0484-3.6-b"},
          .wire = [] {
            return lying([back = false](relay::Direction, xml::Element element, const Now&) mutable -> Said {
              const xml::Element* fast = element.find_child("urn:xmpp:fast:0", "fast");
              if (fast && fast->has_attribute("invalidate")) back = true;
              if (back && element.is("urn:xmpp:sasl:2", "success")) {
                element.append("urn:xmpp:fast:0", "token").set_attribute("token", "secret").set_attribute("expiry", "2036-01-01T00:00:00Z");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
