#include <string>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_believes_typing();

Defect client_believes_typing() {
  return {.name = "client-believes-typing",
          .lie = "A client thinks that somebody is still typing whenever it hears anything.",
          .violates = {"MSG-17b"},
          .client = [] {
            return lying([typing = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer) return {just(std::move(element)), {}};
              const bool state = element.find_child("http://jabber.org/protocol/chatstates", "composing");
              if (state) typing = std::string(element.attribute("from"));
              std::vector<xml::Element> out = just(std::move(element));
              if (!state && !typing.empty()) {
                xml::Element message(xml::ns::kClient, "message");
                message.set_attribute("type", "chat").set_attribute("from", typing).set_attribute("id", "still-typing");
                message.append("urn:cxmpp:msg:1", "recording");
                out.push_back(std::move(message));
              }
              return {std::move(out), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
