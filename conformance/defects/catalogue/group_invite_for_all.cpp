#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_invite_for_all();

Defect group_invite_for_all() {
  return {.name = "group-invite-for-all",
          .lie = "An invite is a link: everybody may use it, for ever.",
          .violates = {"GRP-03b", "GRP-12c"},
          .store = rewriting("group-token", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 0, [](const Bytes& kind) { return kind == "invite" ? Bytes("link") : kind; });
          })};
}

}  // namespace assay::conformance::defects::catalogue
