#include "reference/server/fast_tokens.hpp"

#include <algorithm>
#include <utility>

#include "reference/crypto/hash.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "fast";
constexpr std::size_t kIdOctets = 24;  // of its own size among what the server draws

}  // namespace

// --- logging in -------------------------------------------------------------------------------------------------------------------

std::vector<stream::TokenCandidate> FastTokens::candidates(const stream::TokenLogin& login) {
  const std::uint64_t generation = accounts_.generation(login.username);
  const Record record = find(login.username, login.user_agent).value_or(Record{});
  std::vector<stream::TokenCandidate> both;
  both.push_back(candidate(login, record, record.fresh, generation));
  both.push_back(candidate(login, record, record.current, generation));
  return both;
}

stream::TokenCandidate FastTokens::candidate(const stream::TokenLogin& login, const Record& record, const Slot& slot,
                                             std::uint64_t generation) const {
  // A token that there is not is computed too, under a key of its own: nobody can have it.
  stream::TokenCandidate candidate{token(login.username, login.user_agent, record.generation, slot), stream::TokenState::Good};
  const bool counts = login.count || slot.count > 0;
  if (slot.id.empty() || generation == 0) {
    candidate.state = stream::TokenState::MadeUp;
  } else if (slot.mechanism != login.mechanism) {
    candidate.state = stream::TokenState::OtherKind;
  } else if (record.generation != generation) {
    candidate.state = stream::TokenState::Replaced;
  } else if (slot.expiry <= turn_.now().wall) {
    candidate.state = stream::TokenState::Expired;
  } else if (counts && login.count.value_or(0) <= slot.count) {
    candidate.state = stream::TokenState::Replayed;
  }
  return candidate;
}

crypto::Secret FastTokens::token(std::string_view account, std::string_view user_agent, std::uint64_t generation, const Slot& slot) const {
  const Bytes name = store::fields({account, user_agent, store::ordered(generation), slot.mechanism, slot.id});
  const crypto::Secret& key = slot.id.empty() ? keys_.decoys : keys_.tokens;
  Bytes octets = crypto::hmac_sha256(key.reveal(), name);
  crypto::Secret made{base64url(octets)};
  crypto::wipe(octets);
  return made;
}

void FastTokens::used(const stream::TokenLogin& login, std::size_t place) {
  if (login.invalidate) return erase(login.username, login.user_agent);
  Record record = find(login.username, login.user_agent).value_or(Record{});
  // A login that counts nothing leaves the current token as it is, and needs no commit.
  if (place != 0 && record.current.count == login.count.value_or(0)) return;
  // XEP-0484 section 5.1: a new one that is used is the current one, and what was that is nothing.
  if (place == 0) record.current = std::exchange(record.fresh, Slot{});
  record.current.count = login.count.value_or(0);
  put(login.username, login.user_agent, record);
}

// --- giving -----------------------------------------------------------------------------------------------------------------------

stanza::fast::Token FastTokens::issue(const std::string& account, const std::string& user_agent, const std::string& mechanism,
                                      RandomSource& random) {
  const std::uint64_t generation = accounts_.generation(account);
  std::optional<Record> record = find(account, user_agent);
  if (!record) make_room(account);
  if (!record || record->generation != generation) record = Record{generation, {}, {}};
  record->fresh = {random.bytes(kIdOctets), mechanism, in_milliseconds(turn_.now().wall + limits_.fast_token_lifetime), 0};
  put(account, user_agent, *record);
  return {Bytes{token(account, user_agent, generation, record->fresh).reveal()}, record->fresh.expiry};
}

std::optional<std::string> FastTokens::due_for_rotation(const std::string& account, const std::string& user_agent) {
  const std::optional<Record> record = find(account, user_agent);
  if (!record || record->current.id.empty() || record->current.expiry - turn_.now().wall > limits_.fast_token_lifetime / 2) return {};
  return record->current.mechanism;
}

void FastTokens::make_room(const std::string& account) {
  std::vector<std::pair<WallTime, Bytes>> all;  // by expiry, then by key
  turn_.store().scan(kSpace, store::key({account}), {}, [&](ByteView key, ByteView value) {
    const std::optional<Record> record = read(value);
    all.emplace_back(record ? record->expiry() : WallTime{}, key);
    return true;
  });
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i + limits_.fast_tokens <= all.size(); ++i) turn_.store().erase(kSpace, all[i].second);
}

void FastTokens::forget(const std::string& username) {
  std::vector<Bytes> keys;
  turn_.store().scan(kSpace, store::key({username}), {}, [&](ByteView key, ByteView) {
    keys.emplace_back(key);
    return true;
  });
  for (const Bytes& key : keys) turn_.store().erase(kSpace, key);
}

// --- records ----------------------------------------------------------------------------------------------------------------------

std::optional<FastTokens::Record> FastTokens::find(std::string_view account, std::string_view user_agent) {
  const std::optional<Bytes> value = turn_.store().get(kSpace, store::key({account, user_agent}));
  return value ? read(*value) : std::nullopt;
}

std::optional<FastTokens::Record> FastTokens::read(ByteView value) {
  const auto fields = store::from_fields(value);
  if (!fields || fields->size() < 9) return std::nullopt;
  const auto slot = [&](std::size_t at) {
    return Slot{(*fields)[at], (*fields)[at + 1], from_stamp((*fields)[at + 2]), store::from_ordered((*fields)[at + 3]).value_or(0)};
  };
  return Record{store::from_ordered((*fields)[0]).value_or(0), slot(1), slot(5)};
}

void FastTokens::put(std::string_view account, std::string_view user_agent, const Record& record) {
  const Slot& a = record.current;
  const Slot& b = record.fresh;
  turn_.store().put(kSpace, store::key({account, user_agent}),
                    store::fields({store::ordered(record.generation), a.id, a.mechanism, stamp(a.expiry), store::ordered(a.count), b.id,
                                   b.mechanism, stamp(b.expiry), store::ordered(b.count)}));
}

void FastTokens::erase(std::string_view account, std::string_view user_agent) {
  turn_.store().erase(kSpace, store::key({account, user_agent}));
}

}  // namespace assay::server
