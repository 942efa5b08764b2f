#include "reference/server/message_pace.hpp"

#include <algorithm>
#include <vector>

#include "reference/server/ages.hpp"
#include "reference/server/marks.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kHours = "pair-hour";
constexpr const char* kAges = "pair-hour-age";
constexpr std::chrono::hours kHour{1};
constexpr std::size_t kForgottenAtOnce = 2;  // more than come: neither records nor memory grow for ever

struct Hour {
  std::uint64_t messages = 0;
  WallTime start;
};

std::optional<Hour> stored_hour(const Context& context, const Bytes& key) {
  const std::optional<Bytes> value = context.store().get(kHours, key);
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return std::nullopt;
  return Hour{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
}

void forget_past_hours(const Context& context) {
  for (const std::vector<Bytes>& parts : take_past(context.turn, kAges, context.now().wall - kHour, kForgottenAtOnce)) {
    if (parts.size() != 3) continue;
    const Bytes key = store::key({parts[1], parts[2]});
    const std::optional<Hour> hour = stored_hour(context, key);
    if (hour && stamp(hour->start) == parts[0]) context.store().erase(kHours, key);
  }
}

}  // namespace

bool Bursts::charge(const std::string& account, const std::string& addressee, Instant now, std::size_t in_a_second) {
  forget_past(now);
  constexpr Duration kWindow = std::chrono::seconds{1};
  const Duration share = kWindow / static_cast<Duration::rep>(in_a_second);
  Instant& rest_at = rest_at_.try_emplace({account, addressee}, now).first->second;
  rest_at = std::max(rest_at, now);
  if (rest_at - now > kWindow - share) return false;
  rest_at += share;
  return true;
}

// Goes round and round, two steps for each message.
void Bursts::forget_past(Instant now) {
  for (std::size_t i = 0; i < kForgottenAtOnce; ++i) {
    const auto next = rest_at_.upper_bound(looked_at_);
    if (next == rest_at_.end()) {
      looked_at_ = {};
      return;
    }
    looked_at_ = next->first;
    if (next->second <= now) rest_at_.erase(next);
  }
}

std::optional<std::chrono::seconds> charge_hour(const Context& context, const std::string& account, const std::string& addressee,
                                                std::size_t in_an_hour) {
  const WallTime now = in_milliseconds(context.now().wall);
  const Bytes mark = mark_of(context, account, addressee);
  const Bytes key = store::key({account, mark});
  std::optional<Hour> hour = stored_hour(context, key);
  if (!hour || now >= hour->start + kHour || now < hour->start) {
    hour = Hour{0, now};
    forget_past_hours(context);
    context.store().put(kAges, store::key({stamp(now), account, mark}), {});
  }
  if (hour->messages >= in_an_hour) return seconds_until(hour->start + kHour, now);
  context.store().put(kHours, key, store::fields({store::ordered(hour->messages + 1), stamp(hour->start)}));
  return std::nullopt;
}

void forget_pace(const Context& context, const std::string& account) {
  std::vector<std::pair<Bytes, Bytes>> records;  // key, key in the order of age
  context.store().scan(kHours, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const auto f = store::from_fields(value);
    if (parts && parts->size() == 2 && f && f->size() >= 2) records.emplace_back(key, store::key({(*f)[1], (*parts)[0], (*parts)[1]}));
    return true;
  });
  for (const auto& [key, age] : records) {
    context.store().erase(kHours, key);
    context.store().erase(kAges, age);
  }
}

}  // namespace assay::server
