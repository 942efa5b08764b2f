#include "reference/net/event_loop.hpp"

#include <utility>
// g++ 12 wants <utility> before Asio.
#include <algorithm>
#include <csignal>

#include <boost/asio/post.hpp>

#include "reference/base/assert.hpp"
#include "reference/net/event_loop_asio.hpp"

namespace assay::net {
namespace {

void await_signal(EventLoop::Asio& asio) {
  asio.signals.async_wait([&asio](const boost::system::error_code& error, int number) {
    if (error) return;
    await_signal(asio);
    if (const auto callback = asio.signal_callback) callback(number);
  });
}

using Wanted = boost::asio::posix::stream_descriptor::wait_type;

void await(EventLoop::Asio& asio, int fd, Wanted wanted, const std::shared_ptr<EventLoop::Asio::Watch>& watch) {
  watch->descriptor.async_wait(wanted, [&asio, fd, wanted, watch](const boost::system::error_code& error) {
    const auto is_current = [&] {
      const auto found = asio.watches.find(fd);
      return found != asio.watches.end() && found->second == watch;
    };
    if (error || !is_current()) return;
    watch->callback();
    if (is_current()) await(asio, fd, wanted, watch);
  });
}

void watch_for(EventLoop::Asio& asio, int fd, Wanted wanted, EventLoop::Callback callback) {
  ASSAY_ASSERT(asio.watches.count(fd) == 0);
  const auto watch = std::make_shared<EventLoop::Asio::Watch>(asio.context, fd, std::move(callback));
  asio.watches.emplace(fd, watch);
  await(asio, fd, wanted, watch);
}

constexpr Duration kLongestDelay = std::chrono::hours{24 * 365 * 100};

}  // namespace

EventLoop::EventLoop() : asio_(std::make_unique<Asio>()) {}

EventLoop::~EventLoop() {
  for (auto& [fd, watch] : asio_->watches) watch->descriptor.release();
}

Now EventLoop::now() const {
  const auto wall = std::chrono::system_clock::now().time_since_epoch();
  return {asio_->monotonic(), WallTime{std::chrono::duration_cast<Duration>(wall) + asio_->shift + asio_->wall_shift}};
}

void EventLoop::run() {
  asio_->context.run();
  asio_->context.restart();
}

void EventLoop::stop() { asio_->context.stop(); }

void EventLoop::post(Callback callback) { boost::asio::post(asio_->context, std::move(callback)); }

TimerId EventLoop::after(Duration delay, Callback callback) {
  const TimerId id{++asio_->timers_made};
  const Instant due = asio_->monotonic() + std::min(delay, kLongestDelay);
  asio_->schedule.emplace(due, id);
  asio_->timers.emplace(id, std::pair{due, std::move(callback)});
  if (asio_->schedule.begin()->second == id) asio_->wait();
  return id;
}

void EventLoop::cancel(TimerId timer) {
  const auto found = asio_->timers.find(timer);
  if (found == asio_->timers.end()) return;
  asio_->schedule.erase({found->second.first, timer});
  asio_->timers.erase(found);
}

void EventLoop::on_signal(std::function<void(int)> callback) {
  const bool first = asio_->signal_callback == nullptr;
  asio_->signal_callback = std::move(callback);
  if (!first) return;
  asio_->signals.add(SIGINT);
  asio_->signals.add(SIGTERM);
  // The terminal was closed; under nohup it is ignored and stays so.
  struct sigaction hangup {};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) asio_->signals.add(SIGHUP);
  await_signal(*asio_);
}

void EventLoop::watch(int fd, Callback callback) { watch_for(*asio_, fd, Wanted::wait_read, std::move(callback)); }
void EventLoop::watch_writable(int fd, Callback callback) { watch_for(*asio_, fd, Wanted::wait_write, std::move(callback)); }

void EventLoop::unwatch(int fd) {
  const auto found = asio_->watches.find(fd);
  if (found == asio_->watches.end()) return;
  const auto watch = found->second;
  asio_->watches.erase(found);
  watch->descriptor.release();
}

}  // namespace assay::net
