#include "reference/base/queue.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace assay {
namespace {

TEST(Queue, GivesWhatCameFirst) {
  Queue<int> queue;
  EXPECT_TRUE(queue.empty());
  for (int i = 1; i <= 4; ++i) queue.push(i);
  EXPECT_EQ(queue.front(), 1);
  EXPECT_EQ(queue.back(), 4);
  EXPECT_EQ(queue.take(), 1);
  EXPECT_EQ(queue.size(), 3U);
  EXPECT_EQ(std::vector<int>(queue.begin(), queue.end()), (std::vector<int>{2, 3, 4}));
  queue.clear();
  EXPECT_TRUE(queue.empty());
  EXPECT_EQ(queue.size(), 0U);
}

TEST(Queue, IsADequeInAnyOrderOfPushesAndTakes) {
  Queue<int> queue;
  std::deque<int> model;
  unsigned state = 1;
  for (int i = 0; i < 10'000; ++i) {
    state = state * 1'103'515'245U + 12'345U;
    // Runs of pushes and runs of takes, so that it grows long and becomes empty again.
    const bool pushes = (i / 37 % 2 == 0) != ((state >> 16U) % 8 == 0);
    if (pushes || model.empty()) {
      queue.push(i);
      model.push_back(i);
    } else {
      ASSERT_EQ(queue.take(), model.front());
      model.pop_front();
    }
    ASSERT_EQ(queue.empty(), model.empty());
    ASSERT_TRUE(std::equal(queue.begin(), queue.end(), model.begin(), model.end()));
  }
}

TEST(Queue, KeepsNothingOfWhatWasTaken) {
  Queue<std::shared_ptr<int>> queue;
  const auto item = std::make_shared<int>(7);
  queue.push(item);
  queue.push(nullptr);
  queue.push(nullptr);
  (void)queue.take();
  EXPECT_EQ(item.use_count(), 1);
}

}  // namespace
}  // namespace assay
