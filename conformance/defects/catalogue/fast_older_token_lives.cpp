#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The fields of a record: the account's generation, then four of the current token and four of the new one.
class NeverMovesOn final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto fields = space == "fast" ? store::from_fields(value) : std::nullopt;
    const auto before = fields ? get(space, key) : std::nullopt;
    const auto older = before ? store::from_fields(*before) : std::nullopt;
    const bool moves = older && fields->size() >= 9 && older->size() >= 9 && !(*older)[1].empty() && (*fields)[1] == (*older)[5];
    if (!moves) ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect fast_older_token_lives();

Defect fast_older_token_lives() {
  return {.name = "fast-older-token-lives",
          .lie = "A token stays good when a newer one is used.",
          .violates = {"XEP0484-3.5-c"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverMovesOn>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
