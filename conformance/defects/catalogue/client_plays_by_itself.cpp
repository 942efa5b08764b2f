#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_plays_by_itself();

Defect client_plays_by_itself() {
  return {.name = "client-plays-by-itself",
          .lie = "A client says that a message was heard as soon as it has it.",
          .violates = {"MSG-25y"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              std::vector<xml::Element> said;
              if (direction == relay::Direction::ToClient && is_encrypted(element) && !is_encrypted_control(element)) {
                const std::string from(element.attribute("from"));
                xml::Element played(xml::ns::kClient, "message");
                played.set_attribute("type", "chat")
                    .set_attribute("to", from.substr(0, from.find('/')))
                    .set_attribute("id", std::string(element.attribute("id")) + "-heard");
                played.append("urn:cxmpp:msg:1", "played").set_attribute("id", std::string(element.attribute("id")));
                said = just(std::move(played));
              }
              return {just(std::move(element)), std::move(said)};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
