#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class HidingBlockers final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    std::optional<Bytes> sound = ForwardingStore::get(space, key);
    const auto fields = space == "contact-settings" && sound ? store::from_fields(*sound) : std::nullopt;
    if (!fields || fields->size() < 3 || !ForwardingStore::get("blocks", key)) return sound;
    return store::fields({(*fields)[0], "nobody", (*fields)[2]});
  }
};

}  // namespace

Defect blocker_hides();

Defect blocker_hides() {
  return {.name = "blocker-hides",
          .lie = "Whoever has blocked somebody is found by nobody any more.",
          .violates = {"CON-16"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<HidingBlockers>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
