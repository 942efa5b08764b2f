#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect large_message_cut();

Defect large_message_cut() {
  return {.name = "large-message-cut",
          .lie = "What is beyond the first thousand octets of a body is cut off.",
          .violates = {"MSG-13", "RFC6120-13.12"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* body = is_chat(element) ? element.find_child(xml::ns::kClient, "body") : nullptr;
                  body && body->text().size() > 1'000) {
                const std::string text = body->text();
                body->content().clear();
                body->add_text(text.substr(0, 1'000));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
