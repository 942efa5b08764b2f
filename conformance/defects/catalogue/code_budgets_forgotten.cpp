#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsRequestsAtStart final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  void begin() override {
    ForwardingStore::begin();
    if (std::exchange(has_begun_, true)) return;
    forget("pace-number");
    forget("pace-window");
  }

 private:
  void forget(std::string_view space) {
    std::vector<Bytes> keys;
    scan(space, "", "", [&](ByteView key, ByteView) {
      keys.emplace_back(key);
      return true;
    });
    for (const Bytes& key : keys) erase(space, key);
  }

  bool has_begun_ = false;
};

}  // namespace

Defect code_budgets_forgotten();

Defect code_budgets_forgotten() {
  return {.name = "code-budgets-forgotten",
          .lie = "How many codes were asked for is forgotten when the server starts.",
          .violates = {"REG-08c"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsRequestsAtStart>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
