#include <set>

#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

class ErasesAtTheSecond final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  void erase(std::string_view space, ByteView key) override {
    if (space == "mailbox" && asked_.insert(Bytes(key)).second) return;
    ForwardingStore::erase(space, key);
  }

 private:
  std::set<Bytes> asked_;
};

}  // namespace

Defect ack_needed_twice();

Defect ack_needed_twice() {
  return {.name = "ack-needed-twice",
          .lie = "An entry leaves the mailbox only when it has been acknowledged twice.",
          .violates = {"OFF-01", "OFF-08", "OFF-17"},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<ErasesAtTheSecond>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
