#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_blocked_unheard();

Defect group_blocked_unheard() {
  return {.name = "group-blocked-unheard",
          .lie = "In groups, too, nothing comes from those who are blocked.",
          .violates = {"GRP-23b"},
          .wire = [] {
            return lying([blocked = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (const xml::Element* block = element.find_child("urn:xmpp:blocking", "block");
                  block && direction == relay::Direction::ToServer) {
                for (const xml::Element* item : block->children()) {
                  const std::string jid(item->attribute("jid"));
                  blocked.insert(jid.substr(0, jid.find('@')));
                }
              }
              const std::string from(element.attribute("from"));
              const bool unheard = direction == relay::Direction::ToClient && element.attribute("type") == "groupchat" &&
                                   blocked.contains(from.substr(from.find('/') + 1));
              return {unheard ? std::vector<xml::Element>{} : just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
