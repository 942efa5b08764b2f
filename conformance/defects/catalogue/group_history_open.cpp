#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_history_open();

Defect group_history_open() {
  return {.name = "group-history-open",
          .lie = "Every member is taken for one since the beginning.",
          .violates = {"GRP-07", "GRP-15a"},
          .store = rewriting("group-member", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 1, [](const Bytes&) { return store::ordered(1); });
          })};
}

}  // namespace assay::conformance::defects::catalogue
