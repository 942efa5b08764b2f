#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect spelling_counts();

Defect spelling_counts() {
  return {.name = "spelling-counts",
          .lie = "A number that is not written in E.164 leads to another address.",
          .violates = {"CON-02"},
          .wire = [] {
            return lying_to_client([](xml::Element element) {
              if (xml::Element* matches = element.find_child("urn:cxmpp:contacts:1", "matches")) {
                for (xml::Content& content : matches->content()) {
                  auto* match = std::get_if<xml::Element>(&content);
                  const std::string jid(match ? match->attribute("jid") : std::string_view());
                  if (!jid.empty() && "+" + jid.substr(0, jid.find('@')) != match->attribute("number"))
                    match->set_attribute("jid", "0" + jid);
                }
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
