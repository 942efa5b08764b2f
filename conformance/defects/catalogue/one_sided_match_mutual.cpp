#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ListsBothWays final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  // Whether B lists A is answered by whether A lists B.
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    auto sound = ForwardingStore::get(space, key);
    const auto parts = space == "roster" && !sound ? store::key_parts(key) : std::nullopt;
    if (!parts || parts->size() != 2) return sound;
    const std::size_t at = (*parts)[1].find('@');
    if (at == Bytes::npos) return sound;
    return ForwardingStore::get(space, store::key({(*parts)[1].substr(0, at), (*parts)[0] + (*parts)[1].substr(at)}));
  }
};

}  // namespace

Defect one_sided_match_mutual();

Defect one_sided_match_mutual() {
  return {.name = "one-sided-match-mutual",
          .lie = "Who is matched sees whoever matched him, as if he had asked for that.",
          .violates = {"CON-24"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ListsBothWays>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
