#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsNoPin final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "pin") ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect pin_forgotten();

Defect pin_forgotten() {
  return {.name = "pin-forgotten",
          .lie = "A PIN that is set is kept nowhere.",
          .violates = {"REG-19a", "REG-19h"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsNoPin>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
