#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/namespaces.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_parrots_hash();

Defect client_parrots_hash() {
  return {.name = "client-parrots-hash",
          .lie = "A client names the hash that the group told it, not that of the members that it knows.",
          .violates = {"GRP-15c"},
          .client = [] {
            return lying([told = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              for (const xml::Element* child : element.children()) {
                if (direction == relay::Direction::ToClient && child->ns() == kGroups && child->has_attribute("hash"))
                  told = child->attribute("hash");
              }
              xml::Element* recipients = direction == relay::Direction::ToServer ? element.find_child(kGroups, "recipients") : nullptr;
              if (recipients && !told.empty()) recipients->set_attribute("hash", told);
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
