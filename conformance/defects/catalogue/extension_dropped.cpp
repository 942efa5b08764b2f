#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect extension_dropped();

Defect extension_dropped() {
  return {.name = "extension-dropped",
          .lie = "What the server does not know inside a message is thrown away.",
          .violates = {"RFC6120-8.4-b"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (is_chat(element)) {
                std::vector<xml::Content>& content = element.content();
                std::erase_if(content, [](const xml::Content& one) {
                  const auto* child = std::get_if<xml::Element>(&one);
                  return child && is_unknown(*child);
                });
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
