#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_everybody_in();

Defect group_everybody_in() {
  return {.name = "group-everybody-in",
          .lie = "Who is no member is taken for one.",
          .violates = {"GRP-04", "GRP-27"},
          .store = rewriting("group-member", [](ByteView, std::optional<Bytes> value) {
            return value ? value : std::optional<Bytes>(store::fields({"member", store::ordered(1)}));
          })};
}

}  // namespace assay::conformance::defects::catalogue
