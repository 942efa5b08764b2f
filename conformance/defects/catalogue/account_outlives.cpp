#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NeverEndsAccounts final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "account") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect account_outlives();

Defect account_outlives() {
  return {.name = "account-outlives",
          .lie = "An account that its owner ends goes on: its token logs in, and its number is in.",
          .violates = {"REG-22a", "REG-22c", "REG-23e"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverEndsAccounts>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
