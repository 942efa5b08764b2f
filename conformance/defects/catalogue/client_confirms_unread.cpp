#include <string>
#include <utility>
#include <vector>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_confirms_unread();

Defect client_confirms_unread() {
  return {.name = "client-confirms-unread",
          .lie = "A client gives a receipt for an encrypted message when it comes, before it has tried to read it.",
          .violates = {"MSG-07b"},
          .client = [] {
            return lying([due = std::vector<xml::Element>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) {
                std::vector<xml::Element> out = std::exchange(due, {});
                out.push_back(std::move(element));
                return {std::move(out), {}};
              }
              if (is_encrypted(element) && element.find_child("urn:xmpp:receipts", "request")) {
                const std::string id(element.attribute("id"));
                xml::Element receipt(xml::ns::kClient, "message");
                receipt.set_attribute("type", "chat")
                    .set_attribute("to", std::string(element.attribute("from")))
                    .set_attribute("id", "for-" + id);
                receipt.append("urn:xmpp:receipts", "received").set_attribute("id", id);
                due.push_back(std::move(receipt));  // said with what the client says next
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
