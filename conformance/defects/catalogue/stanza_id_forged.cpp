#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect stanza_id_forged();

Defect stanza_id_forged() {
  return {.name = "stanza-id-forged",
          .lie = "A stanza-id that the sender forged in the name of the server is passed on.",
          .violates = {"XEP0359-4-a"},
          .wire =
              [] {
                return lying_to_client([](xml::Element element) {
                  if (is_chat(element) && element.find_child("urn:xmpp:sid:0", "origin-id")) {
                    xml::Element& forged = element.append("urn:xmpp:sid:0", "stanza-id");
                    forged.set_attribute("by", std::string(element.attribute("to")));
                    forged.set_attribute("id", "forged");
                  }
                  return just(std::move(element));
                });
              },
          .store = {}};
}

}  // namespace assay::conformance::defects::catalogue
