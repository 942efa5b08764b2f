#include "reference/server/group_budget.hpp"

#include <vector>

#include "reference/server/code_pace.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr const char* kDays = "group-day";
constexpr const char* kGuesses = "group-guess";
constexpr std::size_t kForgottenAtOnce = 2;

struct Day {
  WallTime start;
  std::uint64_t groups = 0;
  std::uint64_t strangers = 0;
};

std::uint64_t number(ByteView octets) { return store::from_ordered(octets).value_or(0); }

Day day_of(const Context& context, const std::string& account) {
  const WallTime now = context.now().wall;
  const std::optional<Bytes> value = context.store().get(kDays, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 3) return {now};
  const Day day{from_stamp((*f)[0]), number((*f)[1]), number((*f)[2])};
  return now >= day.start + days{1} ? Day{now} : day;
}

std::optional<std::chrono::seconds> charge(const Context& context, const std::string& account, std::uint64_t Day::*count,
                                           std::size_t limit) {
  Day day = day_of(context, account);
  if (day.*count >= limit) return seconds_until(day.start + days{1}, context.now().wall);
  ++(day.*count);
  context.store().put(kDays, store::key({account}),
                      store::fields({stamp(day.start), store::ordered(day.groups), store::ordered(day.strangers)}));
  return std::nullopt;
}

std::uint64_t hour_of(WallTime time) { return static_cast<std::uint64_t>(std::chrono::floor<hours>(time.time_since_epoch()).count()); }

Bytes guess_key(const Context& context, const Session& session) {
  const std::string prefix = session.connection ? address_prefix(session.connection->peer().host) : std::string{};
  return store::key({store::ordered(hour_of(context.now().wall)), prefix});
}

std::uint64_t guesses(const Context& context, ByteView key) {
  const std::optional<Bytes> value = context.store().get(kGuesses, key);
  return value ? number(*value) : 0;
}

// Hours that are over go, twice as fast as records come.
void forget_hours(const Context& context) {
  std::vector<Bytes> over;
  const Bytes current = store::key({store::ordered(hour_of(context.now().wall))});
  context.store().scan(kGuesses, {}, {}, [&](ByteView key, ByteView) {
    if (key >= current || over.size() >= kForgottenAtOnce) return false;
    over.emplace_back(key);
    return true;
  });
  for (const Bytes& key : over) context.store().erase(kGuesses, key);
}

}  // namespace

std::optional<std::chrono::seconds> charge_group(const Context& context, const std::string& account) {
  return charge(context, account, &Day::groups, context.limits().groups_per_day);
}

std::optional<std::chrono::seconds> charge_stranger(const Context& context, const std::string& account) {
  return charge(context, account, &Day::strangers, context.limits().group_stranger_adds);
}

void forget_group_day(const Context& context, const std::string& account) { context.store().erase(kDays, store::key({account})); }

std::optional<std::chrono::seconds> wait_after_guesses(const Context& context, const Session& session) {
  if (guesses(context, guess_key(context, session)) < context.limits().group_link_guesses) return std::nullopt;
  const WallTime next{hours{hour_of(context.now().wall) + 1}};
  return seconds_until(next, context.now().wall);
}

void count_guess(const Context& context, const Session& session) {
  const Bytes key = guess_key(context, session);
  context.store().put(kGuesses, key, store::ordered(guesses(context, key) + 1));
  forget_hours(context);
}

}  // namespace assay::server
