#include "reference/server/login_pace.hpp"

#include <map>

#include <gtest/gtest.h>

namespace assay::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

class LoginPaceTest : public testing::Test {
 protected:
  LoginPaceTest() { limits.logins_per_second = 10; }
  bool begins() { return !pace.charge(now, limits, random).has_value(); }

  Limits limits;
  KeyedRandom random{1, "pace"};
  LoginPace pace;
  Instant now{seconds{100}};
};

TEST_F(LoginPaceTest, ASecondHasSoManyAndEachMakesRoomForAnother) {
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(begins()) << i;
  EXPECT_FALSE(begins());
  now += milliseconds{100};
  EXPECT_TRUE(begins());
  EXPECT_FALSE(begins());
  now += seconds{5};
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(begins()) << i;
  EXPECT_FALSE(begins());
}

TEST_F(LoginPaceTest, WhoeverIsPutOffComesBackWhenOthersDoNot) {
  std::map<std::int64_t, int> times;
  for (int i = 0; i < 10'000; ++i) {
    if (const auto wait = pace.charge(now, limits, random)) ++times[wait->count()];
  }
  ASSERT_EQ(times.size(), 30U);
  EXPECT_EQ(times.begin()->first, 1);
  EXPECT_EQ(times.rbegin()->first, 30);
  for (const auto& [wait, count] : times) EXPECT_NEAR(count, 333, 100) << wait;
}

}  // namespace
}  // namespace assay::server
