#pragma once
// The wall clock, for what must not be thrown away too early because somebody set it forward (OFF-21): between two looks it goes on by as much
// as the monotonic clock did and a thousandth more, in which it catches up with one that is ahead. It is never ahead of the wall clock; a
// server that starts believes it.

#include <algorithm>
#include <optional>

#include "reference/base/now.hpp"

namespace assay::server {

class SteadyWall {
 public:
  /// `now` is not before that of the last look, by its monotonic clock.
  void look(const Now& now) {
    const Duration passed = last_ ? now.monotonic - last_->monotonic : Duration{};
    time_ = last_ ? std::min(now.wall, time_ + passed + passed / 1'000) : now.wall;
    last_ = now;
  }
  [[nodiscard]] WallTime time() const { return time_; }

 private:
  std::optional<Now> last_;
  WallTime time_;
};

}  // namespace assay::server
