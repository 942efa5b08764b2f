#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_link_revoked_in_vain();

Defect group_link_revoked_in_vain() {
  return {.name = "group-link-revoked-in-vain",
          .lie = "A revoked link lets in whoever knows it.",
          .violates = {"GRP-12b"},
          .store = rewriting("group-token", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 0, [](const Bytes& kind) { return kind == "revoked" ? Bytes("link") : kind; });
          })};
}

}  // namespace assay::conformance::defects::catalogue
