#include "conformance/defects/catalogue.hpp"
#include "conformance/defects/store_lies.hpp"

namespace assay::conformance::defects::catalogue {
namespace {

struct Write {
  std::string space;
  Bytes key;
  std::optional<Bytes> value;  // nothing: erased
};

// Hands a transaction on only when the next one with something in it is committed. Its own process sees what it would see of a sound
// store: before each transaction the held one is written first, and taken back if nothing follows it.
class OneCommitBehind final : public ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;

  void begin() override {
    ForwardingStore::begin();
    for (const Write& write : held_) apply(write);
  }
  Result<void, store::StoreFault> commit() override {
    if (writes_.empty()) return give_up();
    // What stands behind the held writes becomes the held: undo all, then write the held alone and for good.
    ForwardingStore::rollback();
    ForwardingStore::begin();
    for (const Write& write : held_) apply(write);
    held_ = std::exchange(writes_, {});
    return ForwardingStore::commit();
  }
  void rollback() override {
    writes_.clear();
    ForwardingStore::rollback();
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    writes_.push_back({std::string(space), Bytes(key), Bytes(value)});
    ForwardingStore::put(space, key, value);
  }
  void erase(std::string_view space, ByteView key) override {
    writes_.push_back({std::string(space), Bytes(key), std::nullopt});
    ForwardingStore::erase(space, key);
  }

 private:
  Result<void, store::StoreFault> give_up() {
    ForwardingStore::rollback();
    return {};
  }
  void apply(const Write& write) {
    if (write.value) return ForwardingStore::put(write.space, write.key, *write.value);
    ForwardingStore::erase(write.space, write.key);
  }

  std::vector<Write> held_;    // committed as far as the server knows
  std::vector<Write> writes_;  // of the open transaction
};

}  // namespace

Defect unsynced_commit();

Defect unsynced_commit() {
  return {.name = "unsynced-commit",
          .lie = "What was committed last is written down only with the commit after it; a crash before that loses it.",
          .violates = {"OFF-02", "MSG-02", "BCL-15a"},
          .wire = {},
          .store = [](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
            return std::make_unique<OneCommitBehind>(std::move(sound));
          }};
}

}  // namespace assay::conformance::defects::catalogue
