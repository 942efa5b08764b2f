#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsCodes final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space != "code") ForwardingStore::erase(space, key);
  }
};

}  // namespace

Defect code_works_twice();

Defect code_works_twice() {
  return {.name = "code-works-twice",
          .lie = "A code that was used stays good.",
          .violates = {"REG-04", "REG-13"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsCodes>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
