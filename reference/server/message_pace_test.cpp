#include "reference/server/message_pace.hpp"

#include <gtest/gtest.h>

namespace assay::server {
namespace {

using std::chrono::milliseconds;

TEST(Bursts, AreTwentyAtOnceAndTwentyASecond) {
  Bursts bursts;
  const Limits limits;
  Instant now{std::chrono::hours{1}};
  for (std::size_t i = 0; i < limits.message_burst; ++i) EXPECT_TRUE(bursts.charge("a", "b", now, limits)) << i;
  EXPECT_FALSE(bursts.charge("a", "b", now, limits));
  EXPECT_TRUE(bursts.charge("a", "c", now, limits)) << "another conversation";
  EXPECT_TRUE(bursts.charge("b", "a", now, limits)) << "the other direction";
  now += milliseconds{49};
  EXPECT_FALSE(bursts.charge("a", "b", now, limits));
  now += milliseconds{1};
  EXPECT_TRUE(bursts.charge("a", "b", now, limits));
  EXPECT_FALSE(bursts.charge("a", "b", now, limits));
  now += milliseconds{1'000};
  for (std::size_t i = 0; i < limits.message_burst; ++i) EXPECT_TRUE(bursts.charge("a", "b", now, limits)) << i;
  EXPECT_FALSE(bursts.charge("a", "b", now, limits));
}

TEST(Bursts, AreForgottenAsFastAsTheyCome) {
  Bursts bursts;
  const Limits limits;
  Instant now{std::chrono::hours{1}};
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_TRUE(bursts.charge("a", std::to_string(i), now, limits));
    now += milliseconds{1};
  }
  EXPECT_LT(bursts.size(), 400U) << "a share of a second each, and the walk around them";
}

}  // namespace
}  // namespace assay::server
