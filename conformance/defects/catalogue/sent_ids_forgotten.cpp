#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ForgetsAtStart final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  void begin() override {
    ForwardingStore::begin();
    if (std::exchange(has_begun_, true)) return;
    std::vector<Bytes> keys;
    scan("sent", "", "", [&](ByteView key, ByteView) {
      keys.emplace_back(key);
      return true;
    });
    for (const Bytes& key : keys) erase("sent", key);
  }

 private:
  bool has_begun_ = false;
};

}  // namespace

Defect sent_ids_forgotten();

Defect sent_ids_forgotten() {
  return {.name = "sent-ids-forgotten",
          .lie = "The ids of accepted messages are forgotten when the server starts: what is sent again after that is a new message.",
          .violates = {"MSG-03a"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ForgetsAtStart>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
