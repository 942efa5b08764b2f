#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/encryption_lies.hpp"

namespace assay::conformance::defects::catalogue {

Defect client_never_asks_for_group_keys();

Defect client_never_asks_for_group_keys() {
  return {.name = "client-never-asks-for-group-keys",
          .lie = "A client tells nobody that it lacks the key of a group, and gives its own to nobody who asks.",
          .violates = {"GRP-22b"},
          .client = [] {
            return lying([](relay::Direction direction, xml::Element element, const Now&) -> Said {
              if (direction == relay::Direction::ToServer && is_encrypted_control(element)) return {};
              return {just(std::move(element)), {}};
            });
          }};
}

}  // namespace assay::conformance::defects::catalogue
