#pragma once
// Virtual time. Only the event queue moves it; nothing waits for it.

#include "reference/base/now.hpp"

namespace assay::sim::kernel {

/// 2026-01-01T00:00:00Z
inline constexpr WallTime kDefaultWallStart{std::chrono::seconds{1'767'225'600}};

/// The two clocks of one world. The monotonic one starts at zero and never goes back; the wall clock follows it, and may be moved.
class Clock {
 public:
  explicit Clock(WallTime wall_start = kDefaultWallStart) : wall_offset_(wall_start.time_since_epoch()) {}

  [[nodiscard]] Now now() const { return {monotonic_, WallTime{monotonic_.time_since_epoch() + wall_offset_}}; }
  [[nodiscard]] Instant monotonic() const { return monotonic_; }

  /// Moves both clocks on. `to` must not lie in the past.
  void advance_to(Instant to);
  /// Moves the wall clock alone, forward or (negative) back: what an administrator or NTP does.
  void jump_wall(Duration by) { wall_offset_ += by; }

 private:
  Instant monotonic_{};
  Duration wall_offset_;
};

}  // namespace assay::sim::kernel
