#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsLatest final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "mailbox-state") ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect notices_pile_up();

Defect notices_pile_up() {
  return {.name = "notices-pile-up",
          .lie = "Every notice that a contact has another device waits.",
          .violates = {"OFF-11a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsLatest>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
