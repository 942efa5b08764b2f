#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NeverDropsTokens final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "companion" && space != "fast") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect unlinked_fast_token_lives();

Defect unlinked_fast_token_lives() {
  return {.name = "unlinked-fast-token-lives",
          .lie = "The tokens of XEP-0484 outlive the device that had them, and so does the device.",
          .violates = {"DEV-07a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverDropsTokens>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
