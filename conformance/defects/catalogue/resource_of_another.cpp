#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect resource_of_another();

Defect resource_of_another() {
  return {.name = "resource-of-another", .lie = "Whoever asks for a resource is told that he has it.", .violates = {"DEV-13"}, .wire = [] {
            return lying([wanted = std::string{}](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              xml::Element* bind = element.find_child("urn:ietf:params:xml:ns:xmpp-bind", "bind");
              if (bind && direction == relay::Direction::ToServer) {
                const xml::Element* resource = bind->find_child("urn:ietf:params:xml:ns:xmpp-bind", "resource");
                wanted = resource ? resource->text() : std::string{};
              }
              xml::Element* jid = bind ? bind->find_child("urn:ietf:params:xml:ns:xmpp-bind", "jid") : nullptr;
              if (jid && !wanted.empty() && direction == relay::Direction::ToClient) {
                const std::string text = jid->text();
                jid->content().clear();
                jid->add_text(text.substr(0, text.find('/') + 1) + wanted);
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
