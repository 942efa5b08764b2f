#pragma once
// One thread's loop: timers, signals, readable descriptors, and the clocks of everything that runs on it. Single-threaded: only post()
// and stop() may be called from other threads.

#include <cstdint>
#include <functional>
#include <memory>

#include "reference/base/now.hpp"

namespace assay::net {

enum class TimerId : std::uint64_t {};

class EventLoop {
 public:
  using Callback = std::function<void()>;

  EventLoop();
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  /// Whatever uses the loop must be gone before it.
  ~EventLoop();

  /// The steady clock counted from the loop's making, and the system's clock.
  [[nodiscard]] Now now() const;

  /// Runs callbacks until stop(); without it, for ever, even with nothing to do. May be run again after that.
  void run();
  /// Ends run() after the callback that is running. From any thread. Before run() it makes the next run() return at once.
  void stop();
  /// Runs `callback` on the loop's thread, later. From any thread.
  void post(Callback callback);

  /// Calls back once, after `delay` or later.
  TimerId after(Duration delay, Callback callback);
  /// Unknown and past timers are ignored.
  void cancel(TimerId timer);

  /// Catches SIGINT and SIGTERM from now on and calls back with the signal's number. One callback; the last one given counts.
  void on_signal(std::function<void(int)> callback);

  /// Calls back whenever `fd` is readable or at its end, until unwatch(): the callback reads from it. For pipes, sockets, pidfds and
  /// inotify; a regular file cannot be waited for. The descriptor stays the caller's; unwatch() before closing it.
  void watch(int fd, Callback callback);
  void unwatch(int fd);

  struct Asio;  // known to this room alone
  [[nodiscard]] Asio& asio() { return *asio_; }

 private:
  std::unique_ptr<Asio> asio_;
};

}  // namespace assay::net
