#pragma once
// The two clocks, as values. No machine reads a clock: each input brings its Now. Deadlines use the monotonic clock, which never jumps;
// stamps use the wall clock, which may.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

using Duration = std::chrono::nanoseconds;

struct MonotonicClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<MonotonicClock>;
  static constexpr bool is_steady = true;
};

/// A point on the monotonic clock; its zero is the host's start.
using Instant = MonotonicClock::time_point;
/// UTC, counted from 1970-01-01T00:00:00Z.
using WallTime = std::chrono::sys_time<Duration>;

struct Now {
  Instant monotonic;
  WallTime wall;
};

/// XEP-0082 DateTime profile in UTC with milliseconds: "2026-03-01T12:00:00.000Z".
[[nodiscard]] std::string date_time(WallTime time);
/// Accepts what XEP-0082's DateTime profile allows: optional fraction of any length, "Z" or a numeric offset.
[[nodiscard]] std::optional<WallTime> from_date_time(std::string_view text);

}  // namespace assay
