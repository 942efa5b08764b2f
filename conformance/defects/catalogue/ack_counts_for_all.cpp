#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ErasesEverywhere final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    auto sound = ForwardingStore::get(space, key);
    if (space != "mailbox" || sound) return sound;
    const auto wanted = store::key_parts(key);
    std::vector<Bytes> keys;
    scan(space, "", "", [&](ByteView other, ByteView) {
      const auto parts = store::key_parts(other);
      if (wanted && parts && parts->back() == wanted->back()) keys.emplace_back(other);
      return true;
    });
    for (const Bytes& one : keys) erase(space, one);
    return sound;
  }
};

}  // namespace

Defect ack_counts_for_all();

Defect ack_counts_for_all() {
  return {.name = "ack-counts-for-all",
          .lie = "An acknowledgement by anybody takes the entry of that number out of everybody's mailbox.",
          .violates = {"OFF-01", "OFF-09"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ErasesEverywhere>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
