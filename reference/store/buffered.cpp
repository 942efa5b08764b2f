#include "reference/store/buffered.hpp"

#include <map>
#include <utility>

namespace assay::store {
namespace {

class BufferedStore final : public Store {
 public:
  BufferedStore(std::unique_ptr<Store> below, std::size_t octets) : below_(std::move(below)), most_(octets) {}

  void begin() override { below_->begin(); }

  Result<void, StoreFault> commit() override {
    write_down();
    return below_->commit();
  }

  void rollback() override {
    clear();
    below_->rollback();
  }

  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    if (const auto records = spaces_.find(space); records != spaces_.end()) {
      if (const auto found = records->second.find(key); found != records->second.end()) return found->second;
    }
    return below_->get(space, key);
  }

  void put(std::string_view space, ByteView key, ByteView value) override { set(space, key, Bytes{value}); }
  void erase(std::string_view space, ByteView key) override { set(space, key, std::nullopt); }

  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    const auto records = spaces_.find(space);
    if (records == spaces_.end()) return below_->scan(space, prefix, after, visit);
    const Records& own = records->second;
    auto at = after < prefix ? own.lower_bound(prefix) : after.empty() ? own.begin() : own.upper_bound(after);
    // Visits its own records up to `key`, or all; false if the visitor has enough.
    const auto own_before = [&](const ByteView* key) {
      for (; at != own.end() && ByteView{at->first}.substr(0, prefix.size()) == prefix && (!key || at->first < *key); ++at) {
        if (at->second && !visit(at->first, *at->second)) return false;
      }
      return true;
    };
    bool goes_on = true;
    below_->scan(space, prefix, after, [&](ByteView key, ByteView value) {
      goes_on = own_before(&key);
      if (!goes_on) return false;
      if (at != own.end() && at->first == key) {
        goes_on = !at->second || visit(key, *at->second);
        ++at;
      } else {
        goes_on = visit(key, value);
      }
      return goes_on;
    });
    if (goes_on) (void)own_before(nullptr);
  }

 private:
  using Records = std::map<Bytes, std::optional<Bytes>, std::less<>>;  // without a value: erased

  void set(std::string_view space, ByteView key, std::optional<Bytes> value) {
    auto records = spaces_.find(space);
    if (records == spaces_.end()) records = spaces_.emplace(std::string{space}, Records{}).first;
    auto found = records->second.find(key);
    if (found == records->second.end()) {
      octets_ += key.size();
      found = records->second.emplace(Bytes{key}, std::nullopt).first;
    }
    octets_ += value ? value->size() : 0;  // what it replaces is not taken off: the limit is one for the work, too
    found->second = std::move(value);
    if (octets_ > most_) write_down();
  }

  void write_down() {
    for (const auto& [space, records] : spaces_) {
      for (const auto& [key, value] : records) {
        if (value) {
          below_->put(space, key, *value);
        } else {
          below_->erase(space, key);
        }
      }
    }
    clear();
  }

  void clear() {
    spaces_.clear();
    octets_ = 0;
  }

  std::unique_ptr<Store> below_;
  std::size_t most_;
  std::map<std::string, Records, std::less<>> spaces_;
  std::size_t octets_ = 0;
};

}  // namespace

std::unique_ptr<Store> buffered(std::unique_ptr<Store> below, std::size_t octets) {
  return std::make_unique<BufferedStore>(std::move(below), octets);
}

}  // namespace assay::store
