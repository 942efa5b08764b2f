#include "reference/server/wake_ups.hpp"

#include <algorithm>

#include "reference/server/mailbox.hpp"

namespace assay::server {
namespace {

// Results that nobody has told are forgotten beyond it.
constexpr std::size_t kMostUnderWay = 10'000;
constexpr std::size_t kPausesAtOnce = 1'000;
constexpr Duration kNextTurn = std::chrono::milliseconds{10};

// A session that waits to be resumed is not there.
bool is_connected(const Context& context, const std::string& account, const std::string& device) {
  const std::vector<Session*>& all = context.sessions.of(account);
  return std::any_of(all.begin(), all.end(),
                     [&](const Session* session) { return session->device == device && session->connection != nullptr; });
}

}  // namespace

void WakeUps::want(const Context& context, const std::string& account, const std::string& device) {
  if (is_connected(context, account, device)) return;
  take_results(context);
  std::optional<PushRegistration> registration = PushRegistrations(context.turn).find(account, device);
  if (!registration) return;
  // What waits is durable by then, or nobody is woken.
  context.turn.after_commit(
      [this, &context, device = Device{account, device}, registration = *std::move(registration)] { wake(context, device, registration); });
}

void WakeUps::came(const std::string& account, const std::string& device) {
  if (const auto found = paused_.find({account, device}); found != paused_.end()) found->second = false;
}

void WakeUps::wake(const Context& context, const Device& device, const PushRegistration& registration) {
  if (is_connected(context, device.first, device.second)) return;  // it came in the same turn
  if (const auto found = paused_.find(device); found != paused_.end()) {
    found->second = true;
    return;
  }
  pause(context, device, false);
  under_way_.emplace(++last_number_, Sent{device, registration.node});
  if (under_way_.size() > kMostUnderWay) under_way_.erase(under_way_.begin());
  context.push.send({last_number_, registration.service, registration.node, registration.secret});
}

void WakeUps::pause(const Context& context, const Device& device, bool owed) {
  paused_.emplace(device, owed);
  pause_ends_.emplace_back(context.now().monotonic + context.limits().push_pace, device);
}

std::optional<Instant> WakeUps::next_deadline() const {
  if (pause_ends_.empty()) return std::nullopt;
  return not_before_ ? std::max(*not_before_, pause_ends_.front().first) : pause_ends_.front().first;
}

void WakeUps::due(const Context& context) {
  take_results(context);
  const Instant now = context.now().monotonic;
  not_before_ = now + kNextTurn;
  for (std::size_t i = 0; i < kPausesAtOnce && !pause_ends_.empty() && pause_ends_.front().first <= now; ++i) {
    const Device device = std::move(pause_ends_.front().second);
    pause_ends_.pop_front();
    const auto found = paused_.find(device);
    const bool owed = found != paused_.end() && found->second;
    if (found != paused_.end()) paused_.erase(found);
    // What it would have been woken for may have gone meanwhile.
    if (owed && Mailbox(context.turn, device.first, device.second).size().entries > 0) want(context, device.first, device.second);
  }
}

void WakeUps::take_results(const Context& context) {
  for (const WakeUpResult& result : context.push.take_results()) {
    const auto found = under_way_.find(result.number);
    if (found == under_way_.end()) continue;
    const Sent sent = std::move(found->second);
    under_way_.erase(found);
    PushRegistrations registrations(context.turn);
    std::optional<PushRegistration> registration = registrations.find(sent.device.first, sent.device.second);
    if (!registration || registration->node != sent.node) continue;
    switch (result.outcome) {
      case WakeUpResult::Outcome::Taken:
        if (std::exchange(registration->failures, 0) > 0) registrations.put(sent.device.first, sent.device.second, *registration);
        break;
      case WakeUpResult::Outcome::Failed: has_failed(context, sent.device, *std::move(registration)); break;
      case WakeUpResult::Outcome::Gone: registrations.erase(sent.device.first, sent.device.second); break;
    }
  }
}

// The device sleeps on, and what it was to be woken for waits: another one, in its time.
void WakeUps::has_failed(const Context& context, const Device& device, PushRegistration registration) {
  PushRegistrations registrations(context.turn);
  if (++registration.failures >= context.limits().push_failures) {
    registrations.erase(device.first, device.second);
    context.log.write(LogLevel::Note, "a device's push service failed too often: it is woken no more");
    return;
  }
  registrations.put(device.first, device.second, registration);
  if (is_connected(context, device.first, device.second)) return;
  const auto found = paused_.find(device);
  found != paused_.end() ? void(found->second = true) : pause(context, device, true);
}

}  // namespace assay::server
