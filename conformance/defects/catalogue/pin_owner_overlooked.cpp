#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class OverlooksOwner final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  // The last field of a PIN's record says since when somebody waits; zeros say that nobody does.
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space == "pin" && ends_wait(get(space, key), value)) return;
    ForwardingStore::put(space, key, value);
  }

 private:
  static bool ends_wait(const std::optional<Bytes>& before, ByteView value) {
    const auto old = before ? store::from_fields(*before) : std::nullopt;
    const auto now = store::from_fields(value);
    const Bytes nobody(8, '\0');
    return old && now && old->front() == now->front() && old->back() != nobody && now->back() == nobody;
  }
};

}  // namespace

Defect pin_owner_overlooked();

Defect pin_owner_overlooked() {
  return {.name = "pin-owner-overlooked",
          .lie = "An owner who logs in does not end the wait for his account without its PIN.",
          .violates = {"REG-19f"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<OverlooksOwner>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
