#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsClaims final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "companion" || !get(space, key)) ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect companion_token_forgotten();

Defect companion_token_forgotten() {
  return {.name = "companion-token-forgotten",
          .lie = "A companion is given a token, and what would verify it is not kept.",
          .violates = {"DEV-01"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsClaims>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
