#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Generous final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "contact-window") ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect contact_budget_forgotten();

Defect contact_budget_forgotten() {
  return {.name = "contact-budget-forgotten",
          .lie = "Any number of numbers can be asked for and written to.",
          .violates = {"CON-05", "MSG-16b"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<Generous>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
