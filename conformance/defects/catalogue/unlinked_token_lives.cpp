#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class NeverDrops final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "companion") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect unlinked_token_lives();

Defect unlinked_token_lives() {
  return {.name = "unlinked-token-lives",
          .lie = "A companion that is dropped goes on: its token logs in.",
          .violates = {"DEV-07a", "DEV-11", "DEV-14"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<NeverDrops>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
