#include "reference/server/companions.hpp"

#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kCompanions = "companion";
constexpr const char* kKeys = "companion-key";
constexpr const char* kDays = "companion-day";
using Days = std::chrono::duration<std::int64_t, std::ratio<86'400>>;

WallTime day_of(WallTime time) { return WallTime{std::chrono::floor<Days>(time.time_since_epoch())}; }

Bytes day_key(const Companion& companion, std::string_view account) {
  return store::key({stamp(companion.active), account, companion.device});
}

stream::StoredPassword password_of(const std::vector<Bytes>& record, std::size_t at) {
  return {record[at], static_cast<std::uint32_t>(store::from_ordered(record[at + 1]).value_or(1)), record[at + 2], record[at + 3]};
}

}  // namespace

std::optional<Companion> Companions::find(std::string_view account, std::string_view device) {
  const std::optional<Bytes> value = turn_.store().get(kCompanions, store::key({account, device}));
  const auto record = value ? store::from_fields(*value) : std::nullopt;
  if (!record || record->size() < 13) return std::nullopt;
  const std::vector<Bytes>& f = *record;
  return Companion{std::string{device}, from_stamp(f[0]), f[1], f[2], store::from_ordered(f[3]).value_or(0), from_stamp(f[4]),
                   password_of(f, 5),   password_of(f, 9)};
}

std::vector<std::string> Companions::of(std::string_view account) {
  std::vector<std::string> devices;
  turn_.store().scan(kCompanions, store::key({account}), {}, [&](ByteView key, ByteView) {
    if (auto parts = store::key_parts(key); parts && parts->size() == 2) devices.push_back(std::move((*parts)[1]));
    return true;
  });
  return devices;
}

std::optional<LoginName> Companions::with_key(ByteView key) {
  const std::optional<Bytes> value = turn_.store().get(kKeys, store::key({key}));
  auto record = value ? store::from_fields(*value) : std::nullopt;
  if (!record || record->size() < 2) return std::nullopt;
  return LoginName{std::move((*record)[0]), std::move((*record)[1])};
}

void Companions::put(std::string_view account, const Companion& companion) {
  if (const std::optional<Companion> before = find(account, companion.device)) turn_.store().erase(kDays, day_key(*before, account));
  const stream::StoredPassword& a = companion.sha256;
  const stream::StoredPassword& b = companion.sha1;
  Companion kept = companion;
  kept.active = day_of(companion.active);
  turn_.store().put(kCompanions, store::key({account, companion.device}),
                    store::fields({stamp(companion.linked), companion.name, companion.key, store::ordered(companion.generation),
                                   stamp(kept.active), a.salt, store::ordered(a.iterations), a.stored_key, a.server_key, b.salt,
                                   store::ordered(b.iterations), b.stored_key, b.server_key}));
  turn_.store().put(kKeys, store::key({companion.key}), store::fields({account, companion.device}));
  turn_.store().put(kDays, day_key(kept, account), {});
}

void Companions::erase(std::string_view account, std::string_view device) {
  const std::optional<Companion> companion = find(account, device);
  if (!companion) return;
  turn_.store().erase(kDays, day_key(*companion, account));
  turn_.store().erase(kKeys, store::key({companion->key}));
  turn_.store().erase(kCompanions, store::key({account, device}));
}

void Companions::note(std::string_view account, std::string_view device) {
  std::optional<Companion> companion = find(account, device);
  // A wall clock that was set back must not make anybody look older.
  if (!companion || day_of(turn_.now().wall) <= companion->active) return;
  companion->active = turn_.now().wall;
  put(account, *companion);
}

std::vector<LoginName> Companions::last_active_before(WallTime time, std::size_t most) {
  const Bytes end = stamp(day_of(time));
  std::vector<LoginName> idle;
  turn_.store().scan(kDays, {}, {}, [&](ByteView key, ByteView) {
    auto parts = store::key_parts(key);
    if (!parts || parts->size() != 3) return true;
    if ((*parts)[0] >= end || idle.size() >= most) return false;
    idle.push_back({std::move((*parts)[1]), std::move((*parts)[2])});
    return true;
  });
  return idle;
}

}  // namespace assay::server
