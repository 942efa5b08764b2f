#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_asks_no_server();

Defect client_asks_no_server() {
  return {.name = "client-asks-no-server",
          .lie = "A client does not know that its server takes nothing in the clear, and asks its user as anywhere else.",
          .violates = {"ENC-01g"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const xml::Element* query = element.find_child("http://jabber.org/protocol/disco#info", "query");
              if (direction == relay::Direction::ToServer || query == nullptr) return {just(std::move(element)), {}};
              xml::Element changed(element.name());
              for (const xml::Attribute& attribute : element.attributes()) changed.set_attribute(attribute.name, attribute.value);
              changed.add(xml::Element("http://jabber.org/protocol/disco#info", "query"));
              return {just(std::move(changed)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
