#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_owner_unprotected();

Defect group_owner_unprotected() {
  return {.name = "group-owner-unprotected",
          .lie = "Admins remove the owner, whether he allows it or not.",
          .violates = {"GRP-09"},
          .store = rewriting("group", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 3, [](const Bytes& settings) {
              Bytes other = settings;
              if (other.size() > 5) other[5] = '1';
              return other;
            });
          })};
}

}  // namespace assay::conformance::defects::catalogue
