#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NeverPuts final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "mailbox") ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect mailbox_forgotten();

Defect mailbox_forgotten() {
  return {.name = "mailbox-forgotten",
          .lie = "What waits is put nowhere, although it is acknowledged.",
          .violates = {"OFF-01", "MSG-02", "BCL-12"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverPuts>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
