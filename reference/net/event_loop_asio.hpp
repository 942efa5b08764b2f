#pragma once
// The loop's Asio half. Of this room alone.

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <set>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "reference/net/event_loop.hpp"

namespace assay::net {

struct EventLoop::Asio {
  struct Watch {
    Watch(boost::asio::io_context& context, int fd, Callback on_readable) : descriptor(context, fd), callback(std::move(on_readable)) {}
    boost::asio::posix::stream_descriptor descriptor;
    Callback callback;
  };

  struct Advance {
    Duration until;  // what `shift` shall become
    Callback done;
    std::size_t steps = 0;
  };

  [[nodiscard]] Instant monotonic() const { return Instant{std::chrono::steady_clock::now() - start + shift}; }
  /// Waits for the earliest timer.
  void wait();
  /// Runs the timer's callback, which may set and cancel others.
  void fire(TimerId id);
  void fire_due();
  /// Calls back behind what is posted now and what that posts.
  void after_turn(Callback callback);
  void step();
  void end_advance();

  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  Duration shift{};       // of both clocks
  Duration wall_shift{};  // of the wall clock beside that
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_alive{context.get_executor()};
  boost::asio::signal_set signals{context};
  std::function<void(int)> signal_callback;
  boost::asio::steady_timer alarm{context};
  std::set<std::pair<Instant, TimerId>> schedule;
  std::map<TimerId, std::pair<Instant, Callback>> timers;
  std::uint64_t timers_made = 0;
  std::map<int, std::shared_ptr<Watch>> watches;
  std::deque<Advance> advances;
};

}  // namespace assay::net
