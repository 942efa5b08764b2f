#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ListsBothWays final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  // Whom A lists, lists A.
  void put(std::string_view space, ByteView key, ByteView value) override {
    ForwardingStore::put(space, key, value);
    const auto parts = space == "roster" ? store::key_parts(key) : std::nullopt;
    const std::size_t at = parts && parts->size() == 2 ? (*parts)[1].find('@') : Bytes::npos;
    if (at == Bytes::npos) return;
    const Bytes back = store::key({(*parts)[1].substr(0, at), (*parts)[0] + (*parts)[1].substr(at)});
    if (!get(space, back)) ForwardingStore::put(space, back, value);
  }
};

}  // namespace

Defect one_sided_match_mutual();

Defect one_sided_match_mutual() {
  return {.name = "one-sided-match-mutual",
          .lie = "Who is matched lists whoever matched him, as if he had asked for that.",
          .violates = {"CON-24"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ListsBothWays>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
