#include "reference/store/remembering.hpp"

#include <unordered_map>
#include <utility>

namespace assay::store {
namespace {

constexpr std::size_t kOverhead = 144;  // octets of a record in memory besides its own

class RememberingStore final : public Store {
 public:
  RememberingStore(std::unique_ptr<Store> below, std::size_t octets) : below_(std::move(below)), most_(octets / 2) {}

  void begin() override { below_->begin(); }

  Result<void, StoreFault> commit() override {
    auto done = below_->commit();
    if (!done) forget();
    return done;
  }

  void rollback() override {
    forget();
    below_->rollback();
  }

  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    const std::string& name = name_of(space, key);
    if (const auto found = young_.find(name); found != young_.end()) return found->second;
    if (auto found = old_.extract(name)) {
      std::optional<Bytes> value = found.mapped();
      grow(found.key().size(), value);
      young_.insert(std::move(found));
      return value;
    }
    std::optional<Bytes> value = below_->get(space, key);
    grow(name.size(), value);
    young_.emplace(name, value);
    return value;
  }

  void put(std::string_view space, ByteView key, ByteView value) override {
    set(space, key, Bytes{value});
    below_->put(space, key, value);
  }

  void erase(std::string_view space, ByteView key) override {
    set(space, key, std::nullopt);
    below_->erase(space, key);
  }

  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    below_->scan(space, prefix, after, visit);
  }

 private:
  using Records = std::unordered_map<std::string, std::optional<Bytes>>;  // without a value: known not to be there; never iterated

  // Good until the next call: no memory is asked for where it is only looked up.
  const std::string& name_of(std::string_view space, ByteView key) {
    name_.assign(space).append(1, '\0').append(key);
    return name_;
  }

  // What is written is remembered only where it was read: much is written for others to read, or for another day.
  void set(std::string_view space, ByteView key, std::optional<Bytes> value) {
    const std::string& name = name_of(space, key);
    old_.erase(name);
    const auto found = young_.find(name);
    if (found == young_.end()) return;
    young_.erase(found);
    grow(name.size(), value);
    young_.emplace(name, std::move(value));
  }

  // Another one comes. What has not been asked for since half of the memory was filled the last time is forgotten.
  void grow(std::size_t name_octets, const std::optional<Bytes>& value) {
    octets_ += name_octets + (value ? value->size() : 0) + kOverhead;
    if (octets_ <= most_) return;
    old_ = std::exchange(young_, {});
    octets_ = 0;
  }

  // The transaction's reads and writes are worth nothing.
  void forget() {
    young_ = {};
    old_ = {};
    octets_ = 0;
  }

  std::unique_ptr<Store> below_;
  std::size_t most_;
  Records young_;
  Records old_;
  std::size_t octets_ = 0;  // of young_, counted since it was empty: what was replaced is not taken off
  std::string name_;
};

}  // namespace

std::unique_ptr<Store> remembering(std::unique_ptr<Store> below, std::size_t octets) {
  return std::make_unique<RememberingStore>(std::move(below), octets);
}

}  // namespace assay::store
