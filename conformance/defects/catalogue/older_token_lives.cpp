#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsAccounts final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (!space.starts_with("account") || !get(space, key)) ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect older_token_lives();

Defect older_token_lives() {
  return {.name = "older-token-lives",
          .lie = "Registering a number again leaves the older token good, and the new one useless.",
          .violates = {"REG-16a", "REG-16d"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsAccounts>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
