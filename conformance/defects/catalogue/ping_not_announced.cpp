#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect ping_not_announced();

Defect ping_not_announced() {
  return {.name = "ping-not-announced",
          .lie = "The server answers pings but does not say that it can.",
          .violates = {"XEP0199-5"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  xml::Element* query = element.find_child("http://jabber.org/protocol/disco#info", "query");
                  if (query) {
                    std::vector<xml::Element> features;
                    for (const xml::Element* child : query->children()) {
                      if (child->local() == "feature" && child->attribute("var") != "urn:xmpp:ping") features.push_back(*child);
                    }
                    query->remove_children("http://jabber.org/protocol/disco#info", "feature");
                    for (xml::Element& feature : features) query->add(std::move(feature));
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
