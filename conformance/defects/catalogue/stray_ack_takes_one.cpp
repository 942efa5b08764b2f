#include <algorithm>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect stray_ack_takes_one();

Defect stray_ack_takes_one() {
  return {
      .name = "stray-ack-takes-one",
      .lie = "An acknowledgement of an unknown id takes the next entry out of the mailbox.",
      .violates = {"OFF-09"},
      .wire = [] {
        return lying([waiting = std::vector<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
          if (direction == relay::Direction::ToClient) {
            const xml::Element* id = element.find_child("urn:xmpp:sid:0", "stanza-id");
            if (is_chat(element) && id) waiting.emplace_back(id->attribute("id"));
          } else if (element.is("urn:cxmpp:ack:1", "ack")) {
            const auto known = std::find(waiting.begin(), waiting.end(), element.attribute("id"));
            if (known == waiting.end() && !waiting.empty()) element.set_attribute("id", waiting.front());
            if (!waiting.empty()) waiting.erase(known == waiting.end() ? waiting.begin() : known);
          }
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
