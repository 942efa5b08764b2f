#pragma once
// A store that forwards to a sound one. A defect at the Store seam derives from it and overrides what it lies about.

#include <functional>
#include <memory>
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

/// For Defect::store.
[[nodiscard]] inline std::function<std::unique_ptr<store::Store>(std::unique_ptr<store::Store>)> never_erasing(std::string space) {
  return [space = std::move(space)](std::unique_ptr<store::Store> sound) -> std::unique_ptr<store::Store> {
    return std::make_unique<KeepingStore>(std::move(sound), space);
  };
}

}  // namespace assay::conformance::defects
