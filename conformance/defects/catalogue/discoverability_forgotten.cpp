#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class Open final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto fields = space == "contact-settings" ? store::from_fields(value) : std::nullopt;
    if (!fields || fields->size() < 3) return ForwardingStore::put(space, key, value);
    ForwardingStore::put(space, key, store::fields({(*fields)[0], "everyone", (*fields)[2]}));
  }
};

}  // namespace

Defect discoverability_forgotten();

Defect discoverability_forgotten() {
  return {.name = "discoverability-forgotten",
          .lie = "Everybody is found by everyone, whatever was set.",
          .violates = {"CON-12a", "CON-12b", "CON-12c", "CON-11d", "CON-08a", "CON-09", "REG-23f"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<Open>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
