#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect number_respelled();

Defect number_respelled() {
  return {.name = "number-respelled",
          .lie = "Contacts are answered under the spelling of the server, not as they were submitted.",
          .violates = {"CON-01"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (xml::Element* matches = element.find_child("urn:cxmpp:contacts:1", "matches")) {
                    for (xml::Content& content : matches->content()) {
                      auto* match = std::get_if<xml::Element>(&content);
                      const std::string jid(match ? match->attribute("jid") : std::string());
                      if (!jid.empty()) match->set_attribute("number", jid.substr(0, jid.find('@')));
                    }
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
