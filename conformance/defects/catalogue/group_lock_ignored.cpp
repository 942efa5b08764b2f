#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_lock_ignored();

Defect group_lock_ignored() {
  return {.name = "group-lock-ignored",
          .lie = "In a locked group everybody changes its texts.",
          .violates = {"GRP-08a"},
          .store = rewriting("group", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 3, [](const Bytes& settings) {
              Bytes other = settings;
              if (other.size() > 2) other[2] = '0';
              return other;
            });
          })};
}

}  // namespace assay::conformance::defects::catalogue
