#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class AllMatched final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto fields = space == "roster" ? store::from_fields(value) : std::nullopt;
    if (!fields || fields->size() < 4) return ForwardingStore::put(space, key, value);
    ForwardingStore::put(space, key, store::fields({(*fields)[0], (*fields)[1] + "m", (*fields)[2], (*fields)[3]}));
  }
};

}  // namespace

Defect hand_made_item_goes();

Defect hand_made_item_goes() {
  return {.name = "hand-made-item-goes",
          .lie = "A roster item goes with its number, whoever put it there.",
          .violates = {"CON-14e"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<AllMatched>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
