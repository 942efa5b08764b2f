#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsKeys final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "prekey-device" && space != "device-list") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect keys_outlive_account();

Defect keys_outlive_account() {
  return {.name = "keys-outlive-account",
          .lie = "Published keys and device lists stay when the number is registered again, or its account ends.",
          .violates = {"ENC-02d", "REG-22e"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsKeys>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
