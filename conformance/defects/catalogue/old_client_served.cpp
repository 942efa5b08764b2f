#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect old_client_served();

Defect old_client_served() {
  return {.name = "old-client-served",
          .lie = "A program that is too old gets its code like any other.",
          .violates = {"REG-24"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              for (xml::Content& item : element.content()) {
                auto* request = std::get_if<xml::Element>(&item);
                if (!request || !request->is("urn:cxmpp:register:1", "request")) continue;
                std::erase_if(request->content(), [](const xml::Content& inner) { return std::holds_alternative<xml::Element>(inner); });
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
