#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// Field 7 of a record verifies its token; it is empty before the first claim.
class KeepsClaims final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto before = space == "companion" ? get(space, key) : std::nullopt;
    const auto older = before ? store::from_fields(*before) : std::nullopt;
    if (!older || older->size() < 8 || (*older)[7].empty()) ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect companion_older_token_lives();

Defect companion_older_token_lives() {
  return {.name = "companion-older-token-lives",
          .lie = "Claiming again leaves the older token good, and the new one useless.",
          .violates = {"DEV-05"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsClaims>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
