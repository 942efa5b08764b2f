#include "reference/server/steady_wall.hpp"

#include <gtest/gtest.h>

namespace assay::server {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class SteadyWallTest : public testing::Test {
 protected:
  SteadyWallTest() { steady.look(now); }
  void pass(Duration time) {
    now.monotonic += time;
    now.wall += time;
    steady.look(now);
  }
  void jump(Duration by) {
    now.wall += by;
    steady.look(now);
  }
  [[nodiscard]] Duration behind() const { return now.wall - steady.time(); }

  Now now{Instant{hours{5}}, WallTime{hours{24 * 20'000}}};
  SteadyWall steady;
};

TEST_F(SteadyWallTest, GoesWithAClockThatNobodySets) {
  pass(hours{24 * 40});
  EXPECT_EQ(behind(), Duration{});
}

TEST_F(SteadyWallTest, CatchesUpSlowlyWithOneThatWasSetForward) {
  jump(hours{1'000});
  EXPECT_EQ(behind(), hours{1'000});
  pass(hours{1'000});
  EXPECT_EQ(behind(), hours{999});
  pass(hours{999'000});
  EXPECT_EQ(behind(), Duration{});
}

TEST_F(SteadyWallTest, FollowsOneThatWasSetBack) {
  jump(-hours{3});
  EXPECT_EQ(behind(), Duration{});
  pass(seconds{10});
  EXPECT_EQ(behind(), Duration{});
}

TEST_F(SteadyWallTest, ForgetsAJumpThatWasTakenBack) {
  jump(hours{1'000});
  jump(-hours{1'000});
  EXPECT_EQ(behind(), Duration{});
}

}  // namespace
}  // namespace assay::server
