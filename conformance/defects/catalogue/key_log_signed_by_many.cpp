#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsNoSeed final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != "key-log" || key.substr(0, 4) != "seed") ForwardingStore::put(space, key, value);
  }
};

}  // namespace

Defect key_log_signed_by_many();

Defect key_log_signed_by_many() {
  return {.name = "key-log-signed-by-many",
          .lie = "Each head of the log of keys is signed by another key.",
          .violates = {"ENC-20b"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsNoSeed>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
