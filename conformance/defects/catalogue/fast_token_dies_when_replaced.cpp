#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"
#include "reference/store/key.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

// The fields of a record: the account's generation, then four of the current token and four of the new one.
class KeepsTheNewToken final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    const auto fields = space == "fast" ? store::from_fields(value) : std::nullopt;
    if (!fields || fields->size() < 9 || (*fields)[5].empty()) return ForwardingStore::put(space, key, value);
    const auto& f = *fields;
    ForwardingStore::put(space, key, store::fields({f[0], {}, f[6], f[7], f[8], f[5], f[6], f[7], f[8]}));
  }
};

}  // namespace

Defect fast_token_dies_when_replaced();

Defect fast_token_dies_when_replaced() {
  return {.name = "fast-token-dies-when-replaced",
          .lie = "A new token kills the one in use before it is used itself.",
          .violates = {"XEP0484-3.5-b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsTheNewToken>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
