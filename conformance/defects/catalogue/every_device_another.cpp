#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsDevices final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  // The first field of a login is its device's key.
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    auto sound = ForwardingStore::get(space, key);
    const auto record = space == "account-login" && sound ? store::from_fields(*sound) : std::nullopt;
    if (!record || record->empty()) return sound;
    Bytes lie;
    for (std::size_t i = 0; i < record->size(); ++i) lie += store::fields({i == 0 ? ByteView{"another"} : ByteView{(*record)[i]}});
    return lie;
  }
};

}  // namespace

Defect every_device_another();

Defect every_device_another() {
  return {.name = "every-device-another",
          .lie = "Each registration counts as one of another device.",
          .violates = {"REG-17b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsDevices>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
