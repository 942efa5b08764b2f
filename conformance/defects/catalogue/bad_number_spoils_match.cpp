#include <algorithm>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bad_number_spoils_match();

Defect bad_number_spoils_match() {
  return {
      .name = "bad-number-spoils-match",
      .lie = "One entry that is no number spoils the whole request.",
      .violates = {"CON-20", "CON-01"},
      .wire = [] {
        return lying_to_client([](xml::Element element) {
          const xml::Element* matches = element.find_child("urn:cxmpp:contacts:1", "matches");
          const auto children = matches ? matches->children() : std::vector<const xml::Element*>();
          if (std::any_of(children.begin(), children.end(), [](const auto* match) { return match->attribute("status") == "invalid"; })) {
            element.set_attribute("type", "error");
            element.content().clear();
            element.append(xml::ns::kClient, "error").append("urn:ietf:params:xml:ns:xmpp-stanzas", "bad-request");
          }
          return just(std::move(element));
        });
      }};
}

}  // namespace assay::conformance::defects::catalogue
