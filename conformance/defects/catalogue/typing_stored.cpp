#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect typing_stored();

Defect typing_stored() {
  return {.name = "typing-stored", .lie = "Who was typing is told to a phone that was off.", .violates = {"MSG-17"}, .wire = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              const char* mark = "urn:assay:typing";
              const bool typing =
                  element.is(xml::ns::kClient, "message") && element.find_child("http://jabber.org/protocol/chatstates", "composing");
              if (direction == relay::Direction::ToServer && typing && !is_chat(element)) {
                element.append(xml::ns::kClient, "body").add_text(mark);
              } else if (typing && is_chat(element) && element.find_child(xml::ns::kClient, "body")->text() == mark) {
                element.remove_children(xml::ns::kClient, "body");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
