#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect match_tells_when_seen();

Defect match_tells_when_seen() {
  return {.name = "match-tells-when-seen", .lie = "A match says when the account was last seen.", .violates = {"CON-13"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* matches = element.find_child("urn:cxmpp:contacts:1", "matches")) {
                for (xml::Content& content : matches->content()) {
                  auto* match = std::get_if<xml::Element>(&content);
                  if (match && match->attribute("status") == "in") match->set_attribute("seen", "2026-01-01T00:00:00Z");
                }
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
