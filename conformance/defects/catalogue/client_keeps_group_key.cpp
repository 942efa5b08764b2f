#include <utility>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_keeps_group_key();

Defect client_keeps_group_key() {
  return {.name = "client-keeps-group-key",
          .lie = "A client writes to a group by the key that it gave first, whoever comes or goes.",
          .violates = {"GRP-21", "GRP-22", "ENC-23"},
          .client = [] {
            return lying([given = false](relay::Direction direction, xml::Element element, const Now&) mutable -> Said {
              const bool has_key = direction == relay::Direction::ToServer && is_sealed_for_group(element) && is_encrypted(element);
              if (has_key && std::exchange(given, true)) element.remove_children(kOmemo, "encrypted");
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
