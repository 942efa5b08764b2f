#include "reference/server/openings.hpp"

#include <vector>

#include "reference/server/ages.hpp"
#include "reference/server/marks.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

using std::chrono::days;

constexpr const char* kOpened = "opened";
constexpr const char* kAges = "opened-age";
constexpr const char* kDays = "openings";
constexpr std::size_t kForgottenAtOnce = 2;

bool is_opened(const Context& context, const std::string& by, const std::string& to) {
  const std::optional<Bytes> since = context.store().get(kOpened, store::key({by, mark_of(context, by, to)}));
  return since && context.now().wall < from_stamp(*since) + kOpenedTime;
}

void forget_past(const Context& context) {
  for (const std::vector<Bytes>& parts : take_past(context.turn, kAges, context.now().wall - kOpenedTime, kForgottenAtOnce)) {
    if (parts.size() != 3) continue;
    const Bytes key = store::key({parts[1], parts[2]});
    if (context.store().get(kOpened, key) == parts[0]) context.store().erase(kOpened, key);
  }
}

struct Day {
  std::uint64_t openings = 0;
  WallTime start;
};

Day day_of(const Context& context, const std::string& account) {
  const WallTime now = in_milliseconds(context.now().wall);
  const std::optional<Bytes> value = context.store().get(kDays, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 2) return {0, now};
  const Day day{store::from_ordered((*f)[0]).value_or(0), from_stamp((*f)[1])};
  return now >= day.start + days{1} ? Day{0, now} : day;
}

bool is_stranger(const Context& context, const Session& session, const jid::Jid& to) {
  if (to.local() == session.account()) return false;
  const std::optional<RosterRecord> record = Rosters(context).find(session.account(), to.bare());
  if (record && (record->sees_us() || record->we_see())) return false;
  return !is_opened(context, session.account(), to.local()) && !is_opened(context, to.local(), session.account());
}

}  // namespace

std::optional<std::chrono::seconds> charge_opening(const Context& context, const Session& session, const jid::Jid& to) {
  if (!is_stranger(context, session, to)) return std::nullopt;
  const WallTime now = in_milliseconds(context.now().wall);
  const std::string& account = session.account();
  const Day day = day_of(context, account);
  if (day.openings >= context.limits().stranger_openings) return seconds_until(day.start + days{1}, now);
  forget_past(context);
  context.store().put(kDays, store::key({account}), store::fields({store::ordered(day.openings + 1), stamp(day.start)}));
  const Bytes mark = mark_of(context, account, to.local());
  context.store().put(kOpened, store::key({account, mark}), stamp(now));
  context.store().put(kAges, store::key({stamp(now), account, mark}), {});
  return std::nullopt;
}

void forget_openings(const Context& context, const std::string& account) {
  std::vector<std::pair<Bytes, Bytes>> records;  // key, key in the order of age
  context.store().scan(kOpened, store::key({account}), {}, [&](ByteView key, ByteView since) {
    const auto parts = store::key_parts(key);
    if (parts && parts->size() == 2) records.emplace_back(key, store::key({since, (*parts)[0], (*parts)[1]}));
    return true;
  });
  for (const auto& [key, age] : records) {
    context.store().erase(kOpened, key);
    context.store().erase(kAges, age);
  }
  context.store().erase(kDays, store::key({account}));
}

}  // namespace assay::server
