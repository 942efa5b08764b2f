#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// Entries of one message have the time at which it came in common.
class ErasesForAll final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space == "mailbox") erase_alike(key);
    ForwardingStore::erase(space, key);
  }

 private:
  void erase_alike(ByteView key) {
    const auto value = get("mailbox", key);
    const auto parts = store::key_parts(key);
    const auto fields = value ? store::from_fields(*value) : std::nullopt;
    if (!parts || !fields) return;
    std::vector<Bytes> alike;
    scan("mailbox", store::key({(*parts)[0]}), {}, [&](ByteView other, ByteView record) {
      const auto others = store::from_fields(record);
      if (others && (*others)[0] == (*fields)[0]) alike.emplace_back(other);
      return true;
    });
    for (const Bytes& entry : alike) ForwardingStore::erase("mailbox", entry);
  }
};

}  // namespace

Defect devices_share_acknowledgements();

Defect devices_share_acknowledgements() {
  return {.name = "devices-share-acknowledgements",
          .lie = "What one device acknowledges is gone for all devices of its account.",
          .violates = {"OFF-13"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ErasesForAll>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
