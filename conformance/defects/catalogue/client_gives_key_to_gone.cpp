#include <string>
#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_gives_key_to_gone();

Defect client_gives_key_to_gone() {
  return {.name = "client-gives-key-to-gone",
          .lie = "A client gives the sender key that it makes when a member is gone to that member, too.",
          .violates = {"GRP-21"},
          .client = [] {
            return lying([gone = std::string()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToClient) {
                const xml::Element* change = element.find_child(kGroups, "change");
                if (change != nullptr && change->attribute("kind") == "removed")
                  gone = std::string(change->first_child()->attribute("jid"));
                return {just(std::move(element)), {}};
              }
              xml::Element* encrypted = is_sealed_for_group(element) ? element.find_child(kOmemo, "encrypted") : nullptr;
              xml::Element* header = encrypted != nullptr ? encrypted->find_child(kOmemo, "header") : nullptr;
              if (header != nullptr && !gone.empty()) {
                xml::Element& keys = header->append(kOmemo, "keys");
                keys.set_attribute("jid", std::exchange(gone, {}));
                keys.append(kOmemo, "key").set_attribute("rid", "31415").add_text("AAAA");
              }
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
