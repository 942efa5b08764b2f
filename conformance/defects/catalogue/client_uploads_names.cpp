#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_uploads_names();

Defect client_uploads_names() {
  return {
      .name = "client-uploads-names", .lie = "The client uploads the names of its address book.", .violates = {"CON-18"}, .client = [] {
        return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
          if (xml::Element* sync = direction == relay::Direction::ToServer ? element.find_child("urn:cxmpp:contacts:1", "sync") : nullptr) {
            for (xml::Content& content : sync->content()) {
              if (auto* number = std::get_if<xml::Element>(&content)) number->set_attribute("name", "Aunt Erna");
            }
          }
          return {just(std::move(element)), {}};
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
