#include "reference/server/broadcasts.hpp"

#include <algorithm>
#include <vector>

#include "reference/server/ages.hpp"
#include "reference/server/contact_settings.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kAnswers = "broadcast";
constexpr const char* kAges = "broadcast-age";
constexpr const char* kRates = "broadcast-rate";
constexpr std::size_t kForgottenAtOnce = 2;
constexpr std::chrono::hours kHour{1};
constexpr std::chrono::days kDay{1};

struct Rate {
  std::uint64_t broadcasts = 0;
  WallTime hour;
  std::uint64_t deliveries = 0;
  WallTime day;
};

Rate rate_of(const Context& context, const std::string& account) {
  const WallTime now = in_milliseconds(context.now().wall);
  const std::optional<Bytes> value = context.store().get(kRates, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 4) return {0, now, 0, now};
  Rate rate{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1]), store::from_ordered((*f)[2]).value_or(0), from_stamp((*f)[3])};
  if (now >= rate.hour + kHour) rate = {0, now, rate.deliveries, rate.day};
  if (now >= rate.day + kDay) rate = {rate.broadcasts, rate.hour, 0, now};
  return rate;
}

}  // namespace

std::optional<Broadcasts::Known> Broadcasts::find(const std::string& account, const std::string& id) const {
  const std::optional<Bytes> value = context_.store().get(kAnswers, store::key({account, id}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 3) return std::nullopt;
  if (context_.turn.steady_wall() - from_stamp((*f)[2]) > context_.limits().resend_window) return std::nullopt;
  return Known{(*f)[0], (*f)[1]};
}

void Broadcasts::remember(const std::string& account, const std::string& id, const Known& known) const {
  forget_old();
  const Bytes time = stamp(context_.now().wall);
  context_.store().put(kAnswers, store::key({account, id}), store::fields({known.digest, known.answer, time}));
  context_.store().put(kAges, store::key({time, account, id}), {});
}

std::optional<std::chrono::seconds> Broadcasts::charge(const std::string& account, std::size_t recipients) const {
  const Limits& limits = context_.limits();
  const WallTime now = context_.now().wall;
  Rate rate = rate_of(context_, account);
  std::optional<WallTime> due;
  if (rate.broadcasts >= limits.broadcasts_per_hour) due = rate.hour + kHour;
  const WallTime young_until = ContactSettingsBook(context_).young_until(account);
  if (now < young_until && rate.deliveries + recipients > limits.broadcast_deliveries_young) {
    due = std::max(due.value_or(now), std::min(rate.day + kDay, young_until));
  }
  if (due) return seconds_until(*due, now);
  ++rate.broadcasts;
  rate.deliveries += recipients;
  context_.store().put(
      kRates, store::key({account}),
      store::fields({store::ordered(rate.broadcasts), stamp(rate.hour), store::ordered(rate.deliveries), stamp(rate.day)}));
  return std::nullopt;
}

void Broadcasts::forget(const std::string& account) const {
  std::vector<std::pair<Bytes, Bytes>> records;  // key, key in the order of age
  context_.store().scan(kAnswers, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const auto parts = store::key_parts(key);
    const auto f = store::from_fields(value);
    if (parts && parts->size() == 2 && f && f->size() > 2) records.emplace_back(key, store::key({(*f)[2], (*parts)[0], (*parts)[1]}));
    return true;
  });
  for (const auto& [key, age] : records) {
    context_.store().erase(kAnswers, key);
    context_.store().erase(kAges, age);
  }
  context_.store().erase(kRates, store::key({account}));
}

void Broadcasts::forget_old() const {
  const WallTime kept_since = context_.turn.steady_wall() - context_.limits().resend_window;
  for (const std::vector<Bytes>& parts : take_past(context_.turn, kAges, kept_since, kForgottenAtOnce)) {
    if (parts.size() != 3) continue;
    const Bytes key = store::key({parts[1], parts[2]});
    const std::optional<Bytes> value = context_.store().get(kAnswers, key);
    const auto f = value ? store::from_fields(*value) : std::nullopt;
    if (f && f->size() > 2 && (*f)[2] == parts[0]) context_.store().erase(kAnswers, key);
  }
}

}  // namespace assay::server
