#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsRosters final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "roster") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect roster_outlives();

Defect roster_outlives() {
  return {.name = "roster-outlives",
          .lie = "Whoever was in a roster stays there, and a roster stays when its account ends.",
          .violates = {"REG-20", "REG-22d", "REG-22f"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsRosters>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
