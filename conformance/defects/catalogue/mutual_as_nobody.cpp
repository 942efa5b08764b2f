#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Shut final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto fields = space == "contact-settings" ? store::from_fields(value) : std::nullopt;
    if (!fields || fields->size() < 3 || (*fields)[1] != "mutual") return ForwardingStore::put(space, key, value);
    ForwardingStore::put(space, key, store::fields({(*fields)[0], "nobody", (*fields)[2]}));
  }
};

}  // namespace

Defect mutual_as_nobody();

Defect mutual_as_nobody() {
  return {.name = "mutual-as-nobody",
          .lie = "Whoever may be found by those whose number he has is found by nobody.",
          .violates = {"CON-12a", "CON-12c", "CON-08a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<Shut>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
