#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect bind2_agent_shown();

Defect bind2_agent_shown() {
  return {.name = "bind2-agent-shown",
          .lie = "The resource shows who its client is.",
          .violates = {"XEP0386-3.2.1-b", "XEP0388-2.3-d"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              const xml::Element* agent = element.find_child("urn:xmpp:sasl:2", "user-agent");
              xml::Element* bind = element.find_child("urn:xmpp:bind:0", "bind");
              if (agent && bind) {
                const xml::Element* tag = bind->find_child("urn:xmpp:bind:0", "tag");
                const std::string shown = (tag ? tag->text() : std::string{}) + std::string{agent->attribute("id")};
                bind->remove_children("urn:xmpp:bind:0", "tag");
                bind->append("urn:xmpp:bind:0", "tag").add_text(shown);
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
