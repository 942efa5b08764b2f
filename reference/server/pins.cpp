#include "reference/server/pins.hpp"

#include <algorithm>

#include "reference/crypto/hash.hpp"
#include "reference/crypto/password_hash.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

using stanza::cxmpp_error;

constexpr const char* kPins = "pin";
constexpr const char* kChanges = "pin-changes";
constexpr std::size_t kPinOctetsMin = 4;
constexpr std::size_t kHashOctets = 32;
constexpr Duration kDay = std::chrono::hours{24};
constexpr std::uint64_t kDoublings = 12;

Pins::Check refused(stanza::StanzaError fault) { return {Pins::Check::Outcome::Refused, std::move(fault)}; }

}  // namespace

struct Pins::Record {
  Bytes salt;
  crypto::Argon2Cost cost;
  Bytes hash;
  std::uint64_t wrong_guesses = 0;
  WallTime guesses_began;  ///< the day of these
  WallTime last_guess;
  WallTime wait_began;  ///< 1970 while nobody waits
};

bool Pins::is_acceptable(const std::string& pin, const Limits& limits) {
  return pin.size() >= kPinOctetsMin && pin.size() <= limits.pin_octets &&
         std::all_of(pin.begin(), pin.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool Pins::is_set(const std::string& account) const { return context_.store().get(kPins, store::key({account})).has_value(); }

std::optional<std::chrono::seconds> Pins::set(const std::string& account, const std::string& pin) const {
  const WallTime now = context_.now().wall;
  const std::optional<Bytes> value = context_.store().get(kChanges, store::key({account}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  std::uint64_t changes = f && f->size() >= 2 ? store::from_ordered((*f)[0]).value_or(0) : 0;
  WallTime began = f && f->size() >= 2 ? from_stamp((*f)[1]) : now;
  if (now >= began + kDay) {
    changes = 0;
    began = now;
  }
  if (changes >= context_.limits().pin_guesses) return seconds_until(began + kDay, now);
  context_.store().put(kChanges, store::key({account}), store::fields({store::ordered(changes + 1), stamp(began)}));
  Record record;
  record.salt = context_.random.bytes(crypto::kArgon2SaltOctets);
  record.cost = context_.config.pin_cost;
  record.hash = hash(account, pin, record.salt, record.cost);
  put(account, record);
  return std::nullopt;
}

void Pins::remove(const std::string& account) const { context_.store().erase(kPins, store::key({account})); }

void Pins::forget(const std::string& account) const {
  remove(account);
  context_.store().erase(kChanges, store::key({account}));
}

Pins::Check Pins::check(const std::string& account, const std::optional<std::string>& pin) const {
  std::optional<Record> record = find(account);
  if (!record) return {};
  return pin ? guess(account, std::move(*record), *pin) : without_pin(account, std::move(*record));
}

Pins::Check Pins::without_pin(const std::string& account, Record record) const {
  const WallTime now = context_.now().wall;
  // Whoever has a session has the account; nobody waits it away from under him.
  if (record.wait_began == WallTime{} || !context_.sessions.of(account).empty()) {
    record.wait_began = now;
    put(account, record);
  }
  const WallTime over = record.wait_began + context_.limits().pin_reset_time;
  if (now >= over) return {Check::Outcome::WaitedOut};
  return refused(cxmpp_error("pin-required", seconds_until(over, now)));
}

// The n-th wrong guess in a row stops all others for guess_pace times 2^(n-1); the last of a day, for the rest of the day.
Pins::Check Pins::guess(const std::string& account, Record record, const std::string& pin) const {
  const Limits& limits = context_.limits();
  const WallTime now = context_.now().wall;
  const auto day_over = [&] { return record.guesses_began + kDay; };
  const auto next_guess = [&] {
    const std::uint64_t doublings = std::min(record.wrong_guesses - 1, kDoublings);
    return record.last_guess + limits.guess_pace * static_cast<std::int64_t>(1ULL << doublings);
  };
  if (now >= day_over()) record.wrong_guesses = 0;
  if (record.wrong_guesses >= limits.pin_guesses) return refused(cxmpp_error("pin-locked", seconds_until(day_over(), now)));
  if (record.wrong_guesses > 0 && now >= record.last_guess && now < next_guess()) {
    return refused(cxmpp_error("guessed-too-fast", seconds_until(next_guess(), now)));
  }
  if (crypto::constant_time_equal(hash(account, pin, record.salt, record.cost), record.hash)) {
    record.wrong_guesses = 0;
    record.wait_began = {};
    put(account, record);
    return {};
  }
  if (record.wrong_guesses++ == 0) record.guesses_began = now;
  record.last_guess = now;
  put(account, record);
  const bool was_last = record.wrong_guesses >= limits.pin_guesses;
  return refused(cxmpp_error("wrong-pin", seconds_until(was_last ? day_over() : next_guess(), now)));
}

void Pins::in_use(const std::string& account) const {
  std::optional<Record> record = find(account);
  if (!record || record->wait_began == WallTime{}) return;
  record->wait_began = {};
  put(account, *record);
}

std::optional<Pins::Record> Pins::find(const std::string& account) const {
  const std::optional<Bytes> value = context_.store().get(kPins, store::key({account}));
  auto f = value ? store::from_fields(*value) : std::nullopt;
  if (!f || f->size() < 8) return std::nullopt;
  const auto number = [&](std::size_t at) { return store::from_ordered((*f)[at]).value_or(0); };
  return Record{std::move((*f)[0]),
                {number(1), static_cast<std::size_t>(number(2))},
                std::move((*f)[3]),
                number(4),
                from_stamp((*f)[5]),
                from_stamp((*f)[6]),
                from_stamp((*f)[7])};
}

void Pins::put(const std::string& account, const Record& record) const {
  context_.store().put(kPins, store::key({account}),
                       store::fields({record.salt, store::ordered(record.cost.passes), store::ordered(record.cost.memory), record.hash,
                                      store::ordered(record.wrong_guesses), stamp(record.guesses_began), stamp(record.last_guess),
                                      stamp(record.wait_began)}));
}

Bytes Pins::hash(const std::string& account, const std::string& pin, ByteView salt, const crypto::Argon2Cost& cost) const {
  Bytes keyed = crypto::hmac_sha256(context_.keys.pins.reveal(), store::fields({account, pin}));
  Bytes out = crypto::argon2id(keyed, salt, cost, kHashOctets);
  crypto::wipe(keyed);
  return out;
}

}  // namespace assay::server
