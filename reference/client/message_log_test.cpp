#include "reference/client/message_log.hpp"

#include <gtest/gtest.h>

namespace assay::client {
namespace {

TEST(MessageLog, RemembersTheFirstTimeAndForgetsTheOldest) {
  MessageLog log(2);
  const WallTime time{std::chrono::hours{1}};
  log.add("bob", "m1", time);
  log.add("bob", "m1", time + std::chrono::hours{1});
  EXPECT_EQ(log.stamp_of("bob", "m1"), time);
  EXPECT_FALSE(log.stamp_of("eve", "m1"));
  log.add("bob", "m2", time);
  log.add("bob", "m3", time);
  EXPECT_FALSE(log.stamp_of("bob", "m1"));
  log.remove("bob", "m3");
  EXPECT_FALSE(log.stamp_of("bob", "m3"));
}

TEST(MessageLog, MarksGoForwardAlone) {
  MessageLog log(10);
  EXPECT_TRUE(log.mark("bob", "m1", MessageState::Read)) << "told by another device before it came";
  log.add("bob", "m1", WallTime{});
  EXPECT_FALSE(log.mark("bob", "m1", MessageState::Read));
  EXPECT_TRUE(log.mark("bob", "m1", MessageState::Played));
  EXPECT_FALSE(log.mark("bob", "m1", MessageState::Read));
}

}  // namespace
}  // namespace assay::client
