#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect block_of_resource_widened();

Defect block_of_resource_widened() {
  return {.name = "block-of-resource-widened",
          .lie = "Whoever blocks one resource blocks the whole account.",
          .violates = {"XEP0191-6"},
          .wire = [] {
            return lying_to_server([](xml::Element element) {
              if (xml::Element* block = element.find_child("urn:xmpp:blocking", "block")) {
                std::vector<xml::Element> items;
                for (const xml::Element* item : block->children()) {
                  const std::string jid(item->attribute("jid"));
                  items.push_back(*item);
                  items.back().set_attribute("jid", jid.substr(0, jid.find('/')));
                }
                block->remove_children("urn:xmpp:blocking", "item");
                for (xml::Element& item : items) block->add(std::move(item));
              }
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
