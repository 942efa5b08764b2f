#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsPins final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "pin") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect pin_outlives();

Defect pin_outlives() {
  return {.name = "pin-outlives",
          .lie = "A PIN that was set once stays, whatever becomes of its account.",
          .violates = {"REG-19h", "REG-20", "REG-22f"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsPins>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
