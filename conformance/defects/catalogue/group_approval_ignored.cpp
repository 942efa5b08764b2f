#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_approval_ignored();

Defect group_approval_ignored() {
  return {.name = "group-approval-ignored",
          .lie = "Who comes by a link is in, whether the group wants approval or not.",
          .violates = {"GRP-13a", "GRP-13b"},
          .store = rewriting("group", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 3, [](const Bytes& settings) {
              Bytes other = settings;
              if (other.size() > 3) other[3] = '0';
              return other;
            });
          })};
}

}  // namespace assay::conformance::defects::catalogue
