#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_privacy_ignored();

Defect group_privacy_ignored() {
  return {.name = "group-privacy-ignored",
          .lie = "Everybody can be added to groups by everybody, whatever he wants.",
          .violates = {"GRP-03a"},
          .store = rewriting("group-privacy", [](ByteView, std::optional<Bytes>) -> std::optional<Bytes> { return std::nullopt; })};
}

}  // namespace assay::conformance::defects::catalogue
