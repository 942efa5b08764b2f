#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_receipts_counted_again();

Defect group_receipts_counted_again() {
  return {.name = "group-receipts-counted-again",
          .lie = "The same receipt counts again each time.",
          .violates = {"GRP-17b"},
          .store = rewriting("group-receipt", [](ByteView, std::optional<Bytes>) -> std::optional<Bytes> { return std::nullopt; })};
}

}  // namespace assay::conformance::defects::catalogue
