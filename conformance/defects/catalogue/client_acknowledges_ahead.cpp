#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_acknowledges_ahead();

Defect client_acknowledges_ahead() {
  return {.name = "client-acknowledges-ahead",
          .lie = "The client acknowledges messages that are yet to come.",
          .violates = {"MSG-29"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* entry =
                  direction == relay::Direction::ToClient ? element.find_child("urn:xmpp:sid:0", "stanza-id") : nullptr;
              if (entry) {
                xml::Element ack("urn:cxmpp:ack:1", "ack");
                ack.set_attribute("id", std::string(entry->attribute("id")) + "1");
                return {just(std::move(element)), just(std::move(ack))};
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
