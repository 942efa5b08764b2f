#pragma once
// A disk whose power or room fails at one commit. It outlives the server that writes to it.

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "reference/store/memory.hpp"
#include "sim/matrix/cell.hpp"

namespace assay::sim::matrix {

class BreakingDisk final : public store::Store {
 public:
  /// `breakage` strikes at the commit of that number, counted from 0. `power_fails` is called then, if it is a matter of power.
  BreakingDisk(Breakage breakage, std::optional<std::uint64_t> at, std::function<void()> power_fails)
      : breakage_(breakage), at_(at), power_fails_(std::move(power_fails)) {}

  [[nodiscard]] bool struck() const { return struck_; }
  [[nodiscard]] store::MemoryStore& records() { return records_; }

  void begin() override { records_.begin(); }
  Result<void, store::StoreFault> commit() override {
    const bool strikes = at_ && commits_++ == *at_;
    if (!strikes) return records_.commit();
    struck_ = true;
    if (breakage_ != Breakage::CrashBehind) records_.rollback();
    const Result<void, store::StoreFault> done =
        breakage_ == Breakage::CrashBehind ? records_.commit() : fail(store::StoreFault{store::StoreFault::Kind::Full, "no room"});
    if (breakage_ != Breakage::DiskFull) power_fails_();
    return done;
  }
  void rollback() override { records_.rollback(); }
  std::optional<Bytes> get(std::string_view space, ByteView key) override { return records_.get(space, key); }
  void put(std::string_view space, ByteView key, ByteView value) override { records_.put(space, key, value); }
  void erase(std::string_view space, ByteView key) override { records_.erase(space, key); }
  void scan(std::string_view space, ByteView prefix, ByteView after, const Visitor& visit) override {
    records_.scan(space, prefix, after, visit);
  }

 private:
  store::MemoryStore records_;
  Breakage breakage_;
  std::optional<std::uint64_t> at_;
  std::function<void()> power_fails_;
  std::uint64_t commits_ = 0;
  bool struck_ = false;
};

}  // namespace assay::sim::matrix
