#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_all_admins();

Defect group_all_admins() {
  return {.name = "group-all-admins",
          .lie = "Every member is taken for an admin.",
          .violates = {"GRP-08a", "GRP-10a", "GRP-10b"},
          .store = rewriting("group-member", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 0, [](const Bytes& role) { return role == "member" ? Bytes("admin") : role; });
          })};
}

}  // namespace assay::conformance::defects::catalogue
