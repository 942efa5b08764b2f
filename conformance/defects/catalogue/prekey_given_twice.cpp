#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

/// Forgets that the stock has become smaller, and keeps what was handed out.
class KeepsPrekeys final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space == "prekey") {
      is_handing_out_ = true;
      return;
    }
    ForwardingStore::erase(space, key);
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space == "prekey-device" && std::exchange(is_handing_out_, false)) return;
    ForwardingStore::put(space, key, value);
  }

 private:
  bool is_handing_out_ = false;
};

}  // namespace

Defect prekey_given_twice();

Defect prekey_given_twice() {
  return {.name = "prekey-given-twice",
          .lie = "A prekey that was handed out stays, and is handed out again.",
          .violates = {"ENC-03"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsPrekeys>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
