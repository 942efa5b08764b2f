#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsTokens final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "fast") ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect fast_tokens_forgotten();

Defect fast_tokens_forgotten() {
  return {.name = "fast-tokens-forgotten",
          .lie = "No token is remembered.",
          .violates = {"XEP0484-3.4-a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsTokens>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
