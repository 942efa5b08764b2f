#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/rewritten_store.hpp"

namespace assay::conformance::defects::catalogue {

Defect group_announce_ignored();

Defect group_announce_ignored() {
  return {.name = "group-announce-ignored",
          .lie = "Everybody writes announcements.",
          .violates = {"GRP-10a", "GRP-10b"},
          .store = rewriting("group", [](ByteView, std::optional<Bytes> value) {
            return with_field(value, 3, [](const Bytes& settings) {
              Bytes other = settings;
              if (other.size() > 0) other[0] = '0';
              return other;
            });
          })};
}

}  // namespace assay::conformance::defects::catalogue
