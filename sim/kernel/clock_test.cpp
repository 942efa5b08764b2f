#include "sim/kernel/clock.hpp"

#include <gtest/gtest.h>

namespace assay::sim::kernel {
namespace {

using namespace std::chrono_literals;

TEST(Clock, StartsAtZeroAndIn2026) {
  const Clock clock;
  EXPECT_EQ(clock.now().monotonic, Instant{});
  EXPECT_EQ(date_time(clock.now().wall), "2026-01-01T00:00:00.000Z");
}

TEST(Clock, WallFollowsMonotonic) {
  Clock clock;
  clock.advance_to(Instant{36h});
  EXPECT_EQ(date_time(clock.now().wall), "2026-01-02T12:00:00.000Z");
}

TEST(Clock, WallJumpsAndMonotonicStays) {
  Clock clock(WallTime{0s});
  clock.advance_to(Instant{10s});
  clock.jump_wall(1h);
  EXPECT_EQ(clock.now().wall, WallTime{1h + 10s});
  clock.jump_wall(-2h);
  EXPECT_EQ(clock.now().wall, WallTime{-1h + 10s});
  EXPECT_EQ(clock.now().monotonic, Instant{10s});
}

TEST(ClockDeathTest, NeverGoesBack) {
  Clock clock;
  clock.advance_to(Instant{10s});
  EXPECT_DEATH(clock.advance_to(Instant{9s}), "monotonic");
}

}  // namespace
}  // namespace assay::sim::kernel
