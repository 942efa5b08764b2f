#include "reference/net/event_loop.hpp"

#include <utility>
// g++ 12 wants <utility> before Asio.
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

void await_readable(EventLoop::Asio& asio, int fd, const std::shared_ptr<EventLoop::Asio::Watch>& watch) {
  watch->descriptor.async_wait(boost::asio::posix::stream_descriptor::wait_read,
                               [&asio, fd, watch](const boost::system::error_code& error) {
                                 const auto is_current = [&] {
                                   const auto found = asio.watches.find(fd);
                                   return found != asio.watches.end() && found->second == watch;
                                 };
                                 if (error || !is_current()) return;
                                 watch->callback();
                                 if (is_current()) await_readable(asio, fd, watch);
                               });
}

}  // namespace

EventLoop::EventLoop() : asio_(std::make_unique<Asio>()) {}

EventLoop::~EventLoop() {
  for (auto& [fd, watch] : asio_->watches) watch->descriptor.release();
}

Now EventLoop::now() const {
  const auto wall = std::chrono::system_clock::now().time_since_epoch();
  return {Instant{std::chrono::steady_clock::now() - asio_->start}, WallTime{std::chrono::duration_cast<Duration>(wall)}};
}

void EventLoop::run() {
  asio_->context.run();
  asio_->context.restart();
}

void EventLoop::stop() { asio_->context.stop(); }

void EventLoop::post(Callback callback) { boost::asio::post(asio_->context, std::move(callback)); }

TimerId EventLoop::after(Duration delay, Callback callback) {
  const TimerId id{++asio_->timers_made};
  auto& timer = asio_->timers.try_emplace(id, asio_->context).first->second;
  timer.expires_after(delay);
  timer.async_wait([this, id, callback = std::move(callback)](const boost::system::error_code& error) {
    // A cancelled timer may have expired already, with its handler queued without an error.
    if (error || asio_->timers.erase(id) == 0) return;
    callback();
  });
  return id;
}

void EventLoop::cancel(TimerId timer) { asio_->timers.erase(timer); }

void EventLoop::on_signal(std::function<void(int)> callback) {
  const bool first = asio_->signal_callback == nullptr;
  asio_->signal_callback = std::move(callback);
  if (!first) return;
  asio_->signals.add(SIGINT);
  asio_->signals.add(SIGTERM);
  // The terminal was closed; under nohup it is ignored and stays so.
  struct sigaction hangup{};
  if (sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN) asio_->signals.add(SIGHUP);
  await_signal(*asio_);
}

void EventLoop::watch(int fd, Callback callback) {
  ASSAY_ASSERT(asio_->watches.count(fd) == 0);
  const auto watch = std::make_shared<Asio::Watch>(asio_->context, fd, std::move(callback));
  asio_->watches.emplace(fd, watch);
  await_readable(*asio_, fd, watch);
}

void EventLoop::unwatch(int fd) {
  const auto found = asio_->watches.find(fd);
  if (found == asio_->watches.end()) return;
  const auto watch = found->second;
  asio_->watches.erase(found);
  watch->descriptor.release();
}

}  // namespace assay::net
