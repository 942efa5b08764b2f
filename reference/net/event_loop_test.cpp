#include "reference/net/event_loop.hpp"

#include <array>
#include <csignal>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace assay::net {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

TEST(EventLoop, TimersComeInOrderAndCanBeCancelled) {
  EventLoop loop;
  std::vector<int> order;
  const Instant start = loop.now().monotonic;
  loop.after(milliseconds{20}, [&] {
    order.push_back(20);
    loop.stop();
  });
  loop.after(milliseconds{5}, [&] { order.push_back(5); });
  const TimerId never = loop.after(milliseconds{10}, [&] { order.push_back(10); });
  loop.cancel(never);
  loop.run();
  EXPECT_THAT(order, ElementsAre(5, 20));
  EXPECT_GE(loop.now().monotonic - start, milliseconds{20});
}

TEST(EventLoop, AdvancesFromTimerToTimer) {
  EventLoop loop;
  const Now start = loop.now();
  std::vector<std::string> order;
  const auto note = [&](const std::string& what) {
    const auto passed = std::chrono::floor<std::chrono::hours>(loop.now().monotonic - start.monotonic);
    order.push_back(what + " " + std::to_string(passed.count()));
  };
  loop.after(std::chrono::hours{30}, [&] { note("never"); });
  loop.after(std::chrono::hours{2}, [&] { note("second"); });
  loop.after(std::chrono::hours{1}, [&] {
    note("first");
    loop.after(std::chrono::hours{10}, [&] { note("its child"); });
    loop.post([&] { loop.post([&] { note("its turn"); }); });
  });
  loop.advance(std::chrono::hours{24}, [&] { note("a day"); });
  loop.advance(std::chrono::hours{1}, [&] {
    note("and an hour");
    loop.stop();
  });
  loop.run();
  EXPECT_THAT(order, ElementsAre("first 1", "its turn 1", "second 2", "its child 11", "a day 24", "and an hour 25"));
  EXPECT_GE(loop.now().wall - start.wall, std::chrono::hours{25});
  EXPECT_LT(loop.now().wall - start.wall, std::chrono::hours{26});
}

TEST(EventLoop, AnAdvanceEndsThoughATimerSetsItselfForEver) {
  EventLoop loop;
  std::uint64_t rings = 0;
  EventLoop::Callback ring = [&] {
    ++rings;
    loop.after(milliseconds{1}, ring);
  };
  ring();
  loop.advance(std::chrono::hours{24 * 3650}, [&] { loop.stop(); });
  loop.run();
  EXPECT_GT(rings, 1'000U);
}

TEST(EventLoop, AJumpMovesTheWallClockAlone) {
  EventLoop loop;
  const Now before = loop.now();
  loop.jump(-std::chrono::hours{1});
  EXPECT_LT(loop.now().wall - before.wall, std::chrono::minutes{-59});
  EXPECT_LT(loop.now().monotonic - before.monotonic, std::chrono::minutes{1});
}

TEST(EventLoop, TimersStillComeAfterAnAdvance) {
  EventLoop loop;
  const Now start = loop.now();
  loop.after(std::chrono::hours{1} + milliseconds{5}, [&] { loop.stop(); });
  loop.advance(std::chrono::hours{1}, [] {});
  loop.run();
  EXPECT_GE(loop.now().monotonic - start.monotonic, std::chrono::hours{1} + milliseconds{5});
}

TEST(EventLoop, RunsAgainAfterStop) {
  EventLoop loop;
  loop.stop();
  loop.run();
  bool ran = false;
  loop.post([&] {
    ran = true;
    loop.stop();
  });
  loop.run();
  EXPECT_TRUE(ran);
}

TEST(EventLoop, TakesCallbacksOfOtherThreads) {
  EventLoop loop;
  const auto loop_thread = std::this_thread::get_id();
  std::thread::id ran_on;
  std::thread other([&] {
    loop.post([&] {
      ran_on = std::this_thread::get_id();
      loop.stop();
    });
  });
  loop.run();
  other.join();
  EXPECT_EQ(ran_on, loop_thread);
}

TEST(EventLoop, CatchesSignals) {
  std::signal(SIGHUP, SIG_DFL);  // whoever runs the tests may ignore it
  EventLoop loop;
  std::vector<int> numbers;
  loop.on_signal([&](int number) {
    numbers.push_back(number);
    if (numbers.size() == 3) return loop.stop();
    std::raise(numbers.size() == 1 ? SIGINT : SIGHUP);
  });
  loop.post([] { std::raise(SIGTERM); });
  loop.run();
  EXPECT_THAT(numbers, ElementsAre(SIGTERM, SIGINT, SIGHUP));
}

TEST(EventLoop, WatchesADescriptorUntilUnwatched) {
  EventLoop loop;
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  std::string text;
  loop.watch(ends[0], [&] {
    char octet = 0;
    const auto size = read(ends[0], &octet, 1);  // one at a time: it must be called again for the rest
    if (size == 1) {
      text += octet;
      return;
    }
    loop.unwatch(ends[0]);
    loop.stop();
  });
  ASSERT_EQ(write(ends[1], "abc", 3), 3);
  close(ends[1]);
  loop.run();
  EXPECT_EQ(text, "abc");
  EXPECT_EQ(close(ends[0]), 0);  // it stayed ours
}

}  // namespace
}  // namespace assay::net
