#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_puts_again_for_all();

Defect client_puts_again_for_all() {
  return {
      .name = "client-puts-again-for-all",
      .lie = "A client gets a slot for a file whoever asks for it, as often as he asks.",
      .violates = {"MSG-25w"},
      .client = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          std::vector<xml::Element> said;
          if (direction == relay::Direction::ToClient && is_encrypted_control(element)) {
            const std::string account(element.attribute("to"));
            xml::Element request(xml::ns::kClient, "iq");
            request.set_attribute("type", "get")
                .set_attribute("id", "a-slot")
                .set_attribute("to", "upload." + account.substr(account.find('@') + 1));
            xml::Element& slot = request.append("urn:xmpp:http:upload:0", "request");
            slot.set_attribute("filename", "file").set_attribute("size", "31").set_attribute("content-type", "application/octet-stream");
            slot.append("urn:cxmpp:media:1", "hash").add_text("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
            said = just(std::move(request));
          }
          return {just(std::move(element)), std::move(said)};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
