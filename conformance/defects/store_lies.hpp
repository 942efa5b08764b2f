#pragma once
// A store that forwards to a sound one. A defect at the Store seam derives from it and overrides what it lies about.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "reference/store/store.hpp"

namespace assay::conformance::defects {

class ForwardingStore : public store::Store {
 public:
  explicit ForwardingStore(std::unique_ptr<store::Store> sound) : sound_(std::move(sound)) {}

  void begin() override { sound_->begin(); }
  Result<void, store::StoreFault> commit() override { return sound_->commit(); }
  void rollback() override { sound_->rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override { return sound_->get(space, key); }
  void put(std::string_view space, ByteView key, ByteView value) override { sound_->put(space, key, value); }
  void erase(std::string_view space, ByteView key) override { sound_->erase(space, key); }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    sound_->scan(space, prefix, after, visit);
  }

 private:
  std::unique_ptr<store::Store> sound_;
};

/// Never erases what lies in one space.
class KeepingStore final : public ForwardingStore {
 public:
  KeepingStore(std::unique_ptr<store::Store> sound, std::string space) : ForwardingStore(std::move(sound)), space_(std::move(space)) {}
  void erase(std::string_view space, ByteView key) override {
    if (space != space_) ForwardingStore::erase(space, key);
  }

 private:
  std::string space_;
};

/// Keeps one space in memory alone: whoever opens the store anew finds nothing there.
class ForgetfulStore final : public ForwardingStore {
 public:
  ForgetfulStore(std::unique_ptr<store::Store> sound, std::string space) : ForwardingStore(std::move(sound)), space_(std::move(space)) {}

  std::optional<Bytes> get(std::string_view space, ByteView key) override {
    if (space != space_) return ForwardingStore::get(space, key);
    const auto found = records_.find(Bytes(key));
    return found == records_.end() ? std::nullopt : std::optional(found->second);
  }
  void put(std::string_view space, ByteView key, ByteView value) override {
    if (space != space_) return ForwardingStore::put(space, key, value);
    records_.insert_or_assign(Bytes(key), Bytes(value));
  }
  void erase(std::string_view space, ByteView key) override {
    if (space != space_) return ForwardingStore::erase(space, key);
    records_.erase(Bytes(key));
  }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    if (space != space_) return ForwardingStore::scan(space, prefix, after, visit);
    for (const auto& [key, value] : records_) {
      if (key.starts_with(prefix) && ByteView(key) > after && !visit(key, value)) return;
    }
  }

 private:
  std::string space_;
  std::map<Bytes, Bytes> records_;
};

/// For Defect::store.
[[nodiscard]] inline std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)> in_memory_alone(std::string space) {
  return [space = std::move(space)](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
    return std::make_unique<ForgetfulStore>(std::move(sound), space);
  };
}

/// For Defect::store.
[[nodiscard]] inline std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)> never_erasing(std::string space) {
  return [space = std::move(space)](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
    return std::make_unique<KeepingStore>(std::move(sound), space);
  };
}

}  // namespace assay::conformance::defects
