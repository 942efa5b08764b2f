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

  /// The steady clock counted from the loop's making, and the system's clock, each shifted by what advance() and jump() said.
  [[nodiscard]] Now now() const;

  /// Moves both clocks forward by `time`, which is not negative, as if it had passed: from timer to timer in their order, each with what it
  /// posts, those they set included. Then calls back, on the loop's thread. One at a time: another waits for the one before. What sockets
  /// bring meanwhile is served between the timers.
  void advance(Duration time, Callback done);
  /// Moves the wall clock alone, either way: no timer cares.
  void jump(Duration time);

  /// Runs callbacks until stop(); without it, for ever, even with nothing to do. May be run again after that.
  void run();
  /// Ends run() after the callback that is running. From any thread. Before run() it makes the next run() return at once.
  void stop();
  /// Runs `callback` on the loop's thread, later. From any thread.
  void post(Callback callback);

  /// Calls back once, after `delay` or later by now(); delays beyond a hundred years are cut to that.
  TimerId after(Duration delay, Callback callback);
  /// Unknown and past timers are ignored.
  void cancel(TimerId timer);

  /// Catches SIGINT, SIGTERM and, unless it is ignored, SIGHUP from now on and calls back with the signal's number. One callback; the last
  /// one given counts.
  void on_signal(std::function<void(int)> callback);

  /// Calls back whenever `fd` is readable or at its end, until unwatch(): the callback reads from it. For pipes, sockets, pidfds and
  /// inotify; a regular file cannot be waited for. The descriptor stays the caller's; unwatch() before closing it.
  void watch(int fd, Callback callback);
  /// The same whenever it can be written to, or nobody reads from it any more. One of the two at a time.
  void watch_writable(int fd, Callback callback);
  void unwatch(int fd);

  struct Asio;  // known to this room alone
  [[nodiscard]] Asio& asio() { return *asio_; }

 private:
  std::unique_ptr<Asio> asio_;
};

}  // namespace assay::net
