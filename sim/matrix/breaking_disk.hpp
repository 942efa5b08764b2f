#pragma once
// A disk whose power or room fails at the commits that it was told. It outlives the server that writes to it.

#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

#include "reference/store/memory.hpp"
#include "sim/matrix/cell.hpp"

namespace assay::sim::matrix {

class BreakingDisk final : public store::Store {
 public:
  /// `power_fails` is called within a commit that a matter of power strikes.
  explicit BreakingDisk(std::function<void()> power_fails) : power_fails_(std::move(power_fails)) {}

  /// It strikes at the commit of that number, counted from 0 from now on or, if another is to strike before, from behind that one.
  void arm(Breakage breakage, std::uint64_t at) { strikes_.push_back({breakage, at}); }
  void disarm() { strikes_.clear(); }
  /// Until it is called, nothing is kept of what a process without power still thinks to write.
  void power_returns() { off_ = false; }
  [[nodiscard]] bool struck() const { return struck_ > 0; }
  [[nodiscard]] std::size_t times_struck() const { return struck_; }
  [[nodiscard]] store::MemoryStore& records() { return records_; }

  void begin() override { records_.begin(); }
  Result<void, store::StoreFault> commit() override {
    if (off_) {
      records_.rollback();
      return fail(store::StoreFault{store::StoreFault::Kind::Io, "no power"});
    }
    if (strikes_.empty() || strikes_.front().commits-- > 0) return records_.commit();
    const Breakage breakage = strikes_.front().breakage;
    strikes_.pop_front();
    ++struck_;
    if (breakage != Breakage::CrashBehind) records_.rollback();
    const Result<void, store::StoreFault> done =
        breakage == Breakage::CrashBehind ? records_.commit() : fail(store::StoreFault{store::StoreFault::Kind::Full, "no room"});
    off_ = breakage != Breakage::DiskFull;
    if (off_) power_fails_();
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
  struct Strike {
    Breakage breakage;
    std::uint64_t commits;  ///< that still come before it
  };

  store::MemoryStore records_;
  std::function<void()> power_fails_;
  std::deque<Strike> strikes_;
  std::size_t struck_ = 0;
  bool off_ = false;
};

}  // namespace assay::sim::matrix
