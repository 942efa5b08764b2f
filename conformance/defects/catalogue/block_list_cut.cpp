#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect block_list_cut();

Defect block_list_cut() {
  return {.name = "block-list-cut", .lie = "The first address of a block list is left out.", .violates = {"XEP0191-3.2"}, .wire = [] {
            return lying_to_client([](xml::Element element) {
              xml::Element* list = element.find_child("urn:xmpp:blocking", "blocklist");
              if (!list) return just(std::move(element));
              std::vector<xml::Element> items;
              for (const xml::Element* item : list->children()) items.push_back(*item);
              list->remove_children("urn:xmpp:blocking", "item");
              for (std::size_t i = 1; i < items.size(); ++i) list->add(items[i]);
              return just(std::move(element));
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
