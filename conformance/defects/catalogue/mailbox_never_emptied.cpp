#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NeverErases final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "mailbox") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect mailbox_never_emptied();

Defect mailbox_never_emptied() {
  return {.name = "mailbox-never-emptied",
          .lie = "An entry stays in the mailbox although the device acknowledged it, and comes again.",
          .violates = {"OFF-01", "OFF-08", "OFF-17"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverErases>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
