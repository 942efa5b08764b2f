#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class KeepsLatest final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space == "mailbox" && !last_.empty()) ForwardingStore::erase(space, last_);
    if (space == "mailbox") last_ = Bytes(key);
    ForwardingStore::put(space, key, value);
  }

 private:
  Bytes last_;
};

}  // namespace

Defect messages_collapse();

Defect messages_collapse() {
  return {.name = "messages-collapse",
          .lie = "Of the messages that wait only the latest is kept.",
          .violates = {"OFF-11b"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<KeepsLatest>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
