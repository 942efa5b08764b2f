#include "reference/stream/unacknowledged.hpp"

#include <string>

#include <gtest/gtest.h>

namespace assay::stream {
namespace {

struct Item {
  std::string text;
};

TEST(Unacknowledged, LetsGoOfWhatIsCovered) {
  Unacknowledged<Item> queue;
  for (const char* text : {"a", "bb", "ccc"}) queue.push({text});
  EXPECT_EQ(queue.sent(), 3U);
  EXPECT_EQ(queue.octets(), 6U);
  const auto gone = queue.acknowledge(2);
  ASSERT_TRUE(gone);
  ASSERT_EQ(gone->size(), 2U);
  EXPECT_EQ(gone->front().text, "a");
  EXPECT_EQ(queue.items().front().text, "ccc");
  EXPECT_EQ(queue.octets(), 3U);
  EXPECT_TRUE(queue.acknowledge(2)->empty());
}

TEST(Unacknowledged, RefusesCountsThatCannotBe) {
  Unacknowledged<Item> queue;
  queue.push({"a"});
  EXPECT_FALSE(queue.acknowledge(2));
  EXPECT_FALSE(queue.acknowledge(0xffff'ffffU));
  ASSERT_TRUE(queue.acknowledge(1));
  EXPECT_FALSE(queue.acknowledge(0));
  EXPECT_EQ(queue.sent(), 1U);
}

TEST(Unacknowledged, CountsModulo2To32) {
  Unacknowledged<Item> queue(0xffff'fffeU);
  for (const char* text : {"a", "b", "c"}) queue.push({text});
  EXPECT_EQ(queue.sent(), 1U);
  EXPECT_FALSE(queue.acknowledge(2));
  EXPECT_EQ(queue.acknowledge(0)->size(), 2U);
  EXPECT_EQ(queue.acknowledge(1)->size(), 1U);
  EXPECT_EQ(queue.size(), 0U);
}

}  // namespace
}  // namespace assay::stream
