#pragma once
// The loop's Asio half. Of this room alone.

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <chrono>
#include <map>
#include <memory>

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

  /// A moment of the loop's clock as Asio's timers want it.
  [[nodiscard]] std::chrono::steady_clock::time_point steady(Instant instant) const { return start + instant.time_since_epoch(); }

  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
  boost::asio::io_context context{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> stays_alive{context.get_executor()};
  boost::asio::signal_set signals{context};
  std::function<void(int)> signal_callback;
  std::map<TimerId, boost::asio::steady_timer> timers;
  std::uint64_t timers_made = 0;
  std::map<int, std::shared_ptr<Watch>> watches;
};

}  // namespace assay::net
