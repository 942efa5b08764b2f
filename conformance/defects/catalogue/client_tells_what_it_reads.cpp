#include <string>
#include <vector>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_tells_what_it_reads();

Defect client_tells_what_it_reads() {
  return {.name = "client-tells-what-it-reads",
          .lie = "A client says that a message was read whether its user wants it or not.",
          .violates = {"MSG-10a"},
          .client = [] {
            return lying_to_server([](xml::Element element) {
              std::vector<xml::Element> out = just(element);
              if (const xml::Element* read = element.find_child("urn:cxmpp:msg:1", "read")) {
                xml::Element message(xml::ns::kClient, "message");
                message.set_attribute("type", "chat")
                    .set_attribute("to", std::string(read->attribute("with")))
                    .set_attribute("id", std::string(element.attribute("id")) + "-told");
                message.append("urn:xmpp:chat-markers:0", "displayed").set_attribute("id", std::string(read->attribute("id")));
                out.push_back(std::move(message));
              }
              return out;
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
