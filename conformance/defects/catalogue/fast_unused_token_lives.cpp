#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The fields of a record: the account's generation, then four of the current token and four of the new one.
class KeepsTheUnusedToken final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto fields = space == "fast" ? store::from_fields(value) : std::nullopt;
    const auto before = fields ? get(space, key) : std::nullopt;
    const auto older = before ? store::from_fields(*before) : std::nullopt;
    const bool replaces = older && fields->size() >= 9 && older->size() >= 9 && !(*older)[5].empty() && !(*fields)[5].empty() &&
                          (*fields)[5] != (*older)[5];
    if (!replaces) return ForwardingStore::put(space, key, value);
    const auto& f = *fields;
    ForwardingStore::put(space, key, store::fields({f[0], (*older)[5], (*older)[6], (*older)[7], (*older)[8], f[5], f[6], f[7], f[8]}));
  }
};

}  // namespace

Defect fast_unused_token_lives();

Defect fast_unused_token_lives() {
  return {.name = "fast-unused-token-lives",
          .lie = "A token that was never used stays good when another one is given.",
          .violates = {"XEP0484-3.5-d"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsTheUnusedToken>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
