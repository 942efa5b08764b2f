#include <set>
#include <string>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_loses_damaged();

Defect client_loses_damaged() {
  return {.name = "client-loses-damaged",
          .lie = "A client that could not read a message cannot read it when it comes unharmed either.",
          .violates = {"ENC-11c"},
          .client = [] {
            return lying([seen = std::set<std::string>()](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (direction == relay::Direction::ToServer || !is_encrypted(element)) return {just(std::move(element)), {}};
              const xml::Element* header = element.find_child(kOmemo, "encrypted")->find_child(kOmemo, "header");
              const xml::Element* keys = header != nullptr ? header->find_child(kOmemo, "keys") : nullptr;
              const xml::Element* key = keys != nullptr ? keys->find_child(kOmemo, "key") : nullptr;
              if (key != nullptr && !seen.insert(key->text()).second) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
