#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_reactions_always();

Defect group_reactions_always() {
  return {.name = "group-reactions-always",
          .lie = "Everybody reacts to announcements, whether the settings allow it or not.",
          .violates = {"GRP-10b"},
          .store = rewriting("group", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 3, [](const Bytes& settings) {
              Bytes other = settings;
              if (other.size() > 1) other[1] = '1';
              return other;
            });
          })};
}

}  // namespace assay::conformance::defects::catalogue
