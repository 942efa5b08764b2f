#include "reference/server/message_pace.hpp"

#include <gtest/gtest.h>

namespace assay::server {
namespace {

using std::chrono::milliseconds;

TEST(Bursts, AreTwentyAtOnceAndTwentyASecond) {
  Bursts bursts;
  const Limits limits;
  Instant now{std::chrono::hours{1}};
  for (std::size_t i = 0; i < limits.message_burst; ++i) EXPECT_TRUE(bursts.charge("a", "b", now, limits.message_burst)) << i;
  EXPECT_FALSE(bursts.charge("a", "b", now, limits.message_burst));
  EXPECT_TRUE(bursts.charge("a", "c", now, limits.message_burst)) << "another conversation";
  EXPECT_TRUE(bursts.charge("b", "a", now, limits.message_burst)) << "the other direction";
  now += milliseconds{49};
  EXPECT_FALSE(bursts.charge("a", "b", now, limits.message_burst));
  now += milliseconds{1};
  EXPECT_TRUE(bursts.charge("a", "b", now, limits.message_burst));
  EXPECT_FALSE(bursts.charge("a", "b", now, limits.message_burst));
  now += milliseconds{1'000};
  for (std::size_t i = 0; i < limits.message_burst; ++i) EXPECT_TRUE(bursts.charge("a", "b", now, limits.message_burst)) << i;
  EXPECT_FALSE(bursts.charge("a", "b", now, limits.message_burst));
}

TEST(Bursts, AreForgottenAsFastAsTheyCome) {
  Bursts bursts;
  const Limits limits;
  Instant now{std::chrono::hours{1}};
  for (int i = 0; i < 10'000; ++i) {
    EXPECT_TRUE(bursts.charge("a", std::to_string(i), now, limits.message_burst));
    now += milliseconds{1};
  }
  EXPECT_LT(bursts.size(), 400U) << "a share of a second each, and the walk around them";
}

}  // namespace
}  // namespace assay::server
