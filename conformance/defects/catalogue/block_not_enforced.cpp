#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// Whoever sees no list looks no further.
class CountsNothing final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    return space == "blocks" ? std::nullopt : ForwardingStore::get(space, key);
  }
};

}  // namespace

Defect block_not_enforced();

Defect block_not_enforced() {
  return {.name = "block-not-enforced",
          .lie = "What is on a block list is remembered and has no effect.",
          .violates = {"XEP0191-3.3-e", "XEP0191-3.3-h", "XEP0191-3.3-j", "XEP0191-3.3-k", "MSG-15", "GRP-23a"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<CountsNothing>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
