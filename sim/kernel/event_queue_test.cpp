#include "sim/kernel/event_queue.hpp"

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reference/base/random_source.hpp"

namespace assay::sim::kernel {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class EventQueueTest : public testing::Test {
 protected:
  EventQueue::Handle note(Duration at, std::string what) {
    return queue_.schedule(Instant{at}, Actor{1}, [this, what = std::move(what)] { ran_.push_back(what); });
  }
  void run_all() {
    while (queue_.run_next()) {
    }
  }

  Clock clock_;
  EventQueue queue_{clock_};
  std::vector<std::string> ran_;
};

TEST_F(EventQueueTest, RunsInOrderOfTimeThenOfScheduling) {
  note(2s, "c");
  note(1s, "a");
  note(2s, "d");
  note(1s, "b");
  run_all();
  EXPECT_THAT(ran_, ElementsAre("a", "b", "c", "d"));
  EXPECT_EQ(clock_.monotonic(), Instant{2s});
  EXPECT_EQ(queue_.events_run(), 4U);
}

TEST_F(EventQueueTest, ThousandEventsAtRandomTimesRunSorted) {
  KeyedRandom random(7, "times");
  std::vector<std::pair<Instant, int>> expected;
  std::vector<std::pair<Instant, int>> ran;
  for (int i = 0; i < 1'000; ++i) {
    const Instant at{Duration{static_cast<std::int64_t>(random.below(100))}};
    expected.emplace_back(at, i);
    queue_.schedule(at, Actor{1}, [&, i] { ran.emplace_back(clock_.monotonic(), i); });
  }
  std::sort(expected.begin(), expected.end());
  run_all();
  EXPECT_EQ(ran, expected);
}

TEST_F(EventQueueTest, APastTimeMeansNowBehindWhatIsWaiting) {
  queue_.schedule(Instant{5s}, Actor{1}, [this] {
    note(5s, "first");
    note(1s, "late");
  });
  run_all();
  EXPECT_THAT(ran_, ElementsAre("first", "late"));
  EXPECT_EQ(clock_.monotonic(), Instant{5s});
}

TEST_F(EventQueueTest, CancelledEventsNeverRun) {
  note(1s, "a");
  const EventQueue::Handle b = note(2s, "b");
  note(3s, "c");
  EXPECT_TRUE(queue_.cancel(b));
  EXPECT_FALSE(queue_.cancel(b));
  EXPECT_EQ(queue_.size(), 2U);
  run_all();
  EXPECT_THAT(ran_, ElementsAre("a", "c"));
}

TEST_F(EventQueueTest, AStaleHandleDoesNotCancelTheSlotsNextEvent) {
  const EventQueue::Handle old = note(1s, "a");
  run_all();
  const EventQueue::Handle next = note(2s, "b");
  ASSERT_EQ(old.slot, next.slot);
  EXPECT_FALSE(queue_.cancel(old));
  EXPECT_FALSE(queue_.cancel(EventQueue::Handle{}));
  run_all();
  EXPECT_THAT(ran_, ElementsAre("a", "b"));
}

TEST_F(EventQueueTest, NextTimeSkipsTheCancelled) {
  EXPECT_EQ(queue_.next_time(), std::nullopt);
  const EventQueue::Handle first = note(1s, "a");
  note(2s, "b");
  EXPECT_EQ(queue_.next_time(), Instant{1s});
  queue_.cancel(first);
  EXPECT_EQ(queue_.next_time(), Instant{2s});
  EXPECT_EQ(queue_.next_actor(), Actor{1});
}

TEST_F(EventQueueTest, ManyCancelledEventsAreSweptAndTheRestKeepsItsOrder) {
  std::vector<EventQueue::Handle> handles;
  for (int i = 0; i < 1'000; ++i) handles.push_back(note(std::chrono::seconds{1'000 - i}, std::to_string(i)));
  for (int i = 0; i < 1'000; ++i) {
    if (i % 250 == 0) continue;
    EXPECT_TRUE(queue_.cancel(handles[static_cast<std::size_t>(i)]));
  }
  run_all();
  EXPECT_THAT(ran_, ElementsAre("750", "500", "250", "0"));
  EXPECT_TRUE(queue_.empty());
}

TEST_F(EventQueueTest, RunUntilRunsWhatIsDueAndSetsTheClock) {
  note(1s, "a");
  note(5s, "b");
  note(6s, "c");
  EXPECT_EQ(queue_.run_until(Instant{5s}), 2U);
  EXPECT_EQ(queue_.run_until(Instant{5'500ms}), 0U);
  EXPECT_EQ(clock_.monotonic(), Instant{5'500ms});
  EXPECT_THAT(ran_, ElementsAre("a", "b"));
  EXPECT_FALSE(queue_.empty());
}

TEST_F(EventQueueTest, AfterEventComesBeforeTheNextEventOfTheSameInstant) {
  queue_.schedule(Instant{1s}, Actor{1}, [this] {
    queue_.after_event(Actor{1}, [this] {
      ran_.push_back("turn");
      queue_.after_event(Actor{1}, [this] { ran_.push_back("turn 2"); });
    });
    ran_.push_back("input");
  });
  note(1s, "next");
  run_all();
  EXPECT_THAT(ran_, ElementsAre("input", "turn", "turn 2", "next"));
}

TEST_F(EventQueueTest, AfterEventOutsideOfAnEventIsAnEvent) {
  queue_.after_event(Actor{1}, [this] { ran_.push_back("turn"); });
  EXPECT_TRUE(ran_.empty());
  run_all();
  EXPECT_THAT(ran_, ElementsAre("turn"));
}

}  // namespace
}  // namespace assay::sim::kernel
