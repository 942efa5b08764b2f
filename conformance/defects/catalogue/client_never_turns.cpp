#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_turns();

Defect client_never_turns() {
  return {.name = "client-never-turns",
          .lie = "A client sends nothing without a payload but the answer to a key exchange, however long it is spoken to.",
          .violates = {"ENC-11b"},
          .client = [] {
            return lying([begun = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              if (!is_encrypted(element)) return {just(std::move(element)), {}};
              const xml::Element* encrypted = element.find_child(kOmemo, "encrypted");
              if (direction == relay::Direction::ToClient) {
                begun = is_key_exchange(element);
                return {just(std::move(element)), {}};
              }
              if (encrypted->find_child(kOmemo, "payload") == nullptr && !begun) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
