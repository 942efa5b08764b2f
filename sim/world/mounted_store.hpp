#pragma once
// A process's view of a store that outlives it, as a disk does: what the process had committed through it is there for the next one.

#include "reference/store/store.hpp"

namespace assay::sim::world {

class MountedStore final : public store::Store {
 public:
  /// `disk` outlives this.
  explicit MountedStore(store::Store& disk) : disk_(disk) {}

  void begin() override { disk_.begin(); }
  Result<void, store::StoreFault> commit() override { return disk_.commit(); }
  void rollback() override { disk_.rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override { return disk_.get(space, key); }
  void put(std::string_view space, ByteView key, ByteView value) override { disk_.put(space, key, value); }
  void erase(std::string_view space, ByteView key) override { disk_.erase(space, key); }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    disk_.scan(space, prefix, after, visit);
  }

 private:
  store::Store& disk_;
};

}  // namespace assay::sim::world
