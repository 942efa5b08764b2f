#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsTheNewest final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    return space == "code-of" ? std::nullopt : ForwardingStore::get(space, key);
  }
};

}  // namespace

Defect older_code_lives();

Defect older_code_lives() {
  return {.name = "older-code-lives",
          .lie = "A newer code for a number leaves the older one alive.",
          .violates = {"REG-05"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsTheNewest>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
