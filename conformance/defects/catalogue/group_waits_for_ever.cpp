#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {

namespace {

class KeepsWhoWaits final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "group-waiting") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect group_waits_for_ever();

Defect group_waits_for_ever() {
  return {.name = "group-waits-for-ever",
          .lie = "Who was let in or rejected waits all the same.",
          .violates = {"GRP-13b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsWhoWaits>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
