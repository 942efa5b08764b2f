// The loop's timers, and time that passes because someone said so.

#include <utility>

#include <boost/asio/post.hpp>

#include "reference/base/assert.hpp"
#include "reference/net/event_loop_asio.hpp"

namespace assay::net {
namespace {

// A timer that sets itself anew for ever must not keep an advance of years busy: behind so many, the rest of the time passes at once.
constexpr std::size_t kStepsOfAnAdvance = 2'000;
// The system's clock is asked at least so often: it may be that the machine slept.
constexpr Duration kLongestWait = std::chrono::hours{24};

}  // namespace

void EventLoop::Asio::wait() {
  if (schedule.empty()) return;
  const Duration left = schedule.begin()->first - monotonic();
  alarm.expires_after(std::clamp(left, Duration{}, kLongestWait));
  alarm.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    fire_due();
    wait();
  });
}

void EventLoop::Asio::fire_due() {
  // Timers that a callback sets for now wait for the next round, so that sockets get their turn.
  const Instant now = monotonic();
  const std::uint64_t made = timers_made;
  for (auto next = schedule.begin(); next != schedule.end() && next->first <= now;) {
    if (static_cast<std::uint64_t>(next->second) > made) {
      ++next;
      continue;
    }
    fire(next->second);
    next = schedule.begin();
  }
}

void EventLoop::Asio::fire(TimerId id) {
  const auto found = timers.find(id);
  ASSAY_ASSERT(found != timers.end());
  const Callback callback = std::move(found->second.second);
  schedule.erase({found->second.first, id});
  timers.erase(found);
  callback();
}

void EventLoop::Asio::after_turn(Callback callback) {
  boost::asio::post(context, [this, callback = std::move(callback)]() mutable { boost::asio::post(context, std::move(callback)); });
}

void EventLoop::Asio::step() {
  Advance& advance = advances.front();
  if (!schedule.empty()) {
    const auto [due, id] = *schedule.begin();
    const Duration needed = shift + (due - monotonic());
    if (needed <= advance.until && ++advance.steps <= kStepsOfAnAdvance) {
      shift = std::max(shift, needed);
      fire(id);
      return after_turn([this] { step(); });
    }
  }
  shift = std::max(shift, advance.until);
  fire_due();
  after_turn([this] { end_advance(); });
}

void EventLoop::Asio::end_advance() {
  const Callback done = std::move(advances.front().done);
  advances.pop_front();
  if (!advances.empty()) {
    advances.front().until += shift;
    after_turn([this] { step(); });
  }
  wait();
  done();
}

void EventLoop::advance(Duration time, Callback done) {
  ASSAY_ASSERT(time >= Duration{});
  // What came before belongs to the time before.
  const bool first = asio_->advances.empty();
  asio_->advances.push_back({first ? asio_->shift + time : time, std::move(done)});
  if (first) asio_->after_turn([this] { asio_->step(); });
}

void EventLoop::jump(Duration time) { asio_->wall_shift += time; }

}  // namespace assay::net
