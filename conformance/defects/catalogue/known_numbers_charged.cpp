#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NeverAsked final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    return space == "contact-asked" ? std::nullopt : ForwardingStore::get(space, key);
  }
};

}  // namespace

Defect known_numbers_charged();

Defect known_numbers_charged() {
  return {.name = "known-numbers-charged",
          .lie = "A number that was asked for before costs as much as a new one.",
          .violates = {"CON-04b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverAsked>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
