#include "reference/e2e/own_keys.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/e2e/octets.hpp"

namespace assay::e2e {
namespace {

constexpr std::uint8_t kOwnKeysVersion = 1;

void write_pair(OctetWriter& out, const PreKeyPair& pair) {
  out.number32(static_cast<std::uint32_t>(pair.id));
  out.bytes(pair.keys.public_key);
  out.secret(pair.keys.private_key);
}

PreKeyPair read_pair(OctetReader& in) {
  const auto id = static_cast<PreKeyId>(in.number32());
  Bytes public_key{in.bytes_of(crypto::kX25519KeySize)};
  return {id, {std::move(public_key), in.secret_of(crypto::kX25519KeySize)}};
}

}  // namespace

std::uint32_t OwnKeys::unused_id(RandomSource& random) const {
  while (true) {
    const std::uint32_t id = random_id(random);
    const auto named = [id](const PreKeyPair& pair) { return static_cast<std::uint32_t>(pair.id) == id; };
    if (one_time_.contains(PreKeyId{id})) continue;
    if (std::ranges::any_of(periods_, [&](const Period& period) { return named(period.signed_prekey) || named(period.last_resort); }))
      continue;
    return id;
  }
}

OwnKeys OwnKeys::create(RandomSource& random, WallTime now) {
  OwnKeys keys;
  keys.seed_ = crypto::random_secret(random, crypto::kEd25519SeedSize);
  keys.identity_ = crypto::ed25519_key_pair(keys.seed_.reveal());
  keys.rotate(random, now);
  (void)keys.refill(kOneTimePreKeys, random);
  return keys;
}

SignedPublicPreKey OwnKeys::signed_prekey() const { return {periods_.back().signed_prekey.public_half(), periods_.back().signature}; }

std::vector<PublicPreKey> OwnKeys::one_time_prekeys() const {
  std::vector<PublicPreKey> list;
  for (const auto& [id, keys] : one_time_) list.push_back({id, keys.public_key});
  return list;
}

Bundle OwnKeys::bundle(std::optional<PreKeyId> prekey) const {
  Bundle bundle{identity_.public_key, signed_prekey(), last_resort(), true};
  if (!prekey) return bundle;
  const auto found = one_time_.find(*prekey);
  ASSAY_ASSERT(found != one_time_.end());
  bundle.prekey = {found->first, found->second.public_key};
  bundle.last_resort = false;
  return bundle;
}

std::vector<PublicPreKey> OwnKeys::refill(std::size_t count, RandomSource& random) {
  std::vector<PublicPreKey> made;
  while (made.size() < count && one_time_.size() < kOneTimePreKeysKept) {
    const PreKeyId id{unused_id(random)};
    const auto& keys = one_time_.emplace(id, crypto::x25519_key_pair(random)).first->second;
    made.push_back({id, keys.public_key});
  }
  return made;
}

Duration OwnKeys::until_rotation(WallTime now) const {
  const Period& current = periods_.back();
  const Duration age = std::max(now - current.begun, Duration{});  // a clock may go back
  return (current.last_resort_used ? kSignedPreKeyLeastAge : kSignedPreKeyPeriod) - age;
}

bool OwnKeys::is_last_resort(PreKeyId prekey) const {
  return std::ranges::any_of(periods_, [prekey](const Period& period) { return period.last_resort.id == prekey; });
}

void OwnKeys::rotate(RandomSource& random, WallTime now) {
  PreKeyPair signed_prekey{PreKeyId{unused_id(random)}, crypto::x25519_key_pair(random)};
  Bytes signature = crypto::ed25519_sign(identity_, signed_prekey.keys.public_key);
  PreKeyPair last_resort{PreKeyId{unused_id(random)}, crypto::x25519_key_pair(random)};
  // A period is kept for as long as a period lasts after the one that followed it began.
  while (periods_.size() >= 2 && (now - periods_[1].begun >= kSignedPreKeyPeriod || periods_.size() >= kSignedPreKeysKept))
    periods_.erase(periods_.begin());
  periods_.push_back({std::move(signed_prekey), std::move(signature), std::move(last_resort), now});
}

std::optional<OwnKeys::Found> OwnKeys::find(PreKeyId signed_prekey, PreKeyId prekey) const {
  const auto period = std::ranges::find_if(periods_, [&](const Period& each) { return each.signed_prekey.id == signed_prekey; });
  if (period == periods_.end()) return std::nullopt;
  if (const auto one_time = one_time_.find(prekey); one_time != one_time_.end())
    return Found{&period->signed_prekey.keys, &one_time->second};
  const auto last = std::ranges::find_if(periods_, [&](const Period& each) { return each.last_resort.id == prekey; });
  if (last == periods_.end()) return std::nullopt;
  return Found{&period->signed_prekey.keys, &last->last_resort.keys};
}

void OwnKeys::used(PreKeyId prekey) {
  one_time_.erase(prekey);
  if (periods_.back().last_resort.id == prekey) periods_.back().last_resort_used = true;
}

crypto::Secret OwnKeys::write() const {
  OctetWriter out(kOwnKeysVersion);
  out.secret(seed_);
  out.number32(static_cast<std::uint32_t>(periods_.size()));
  for (const Period& period : periods_) {
    write_pair(out, period.signed_prekey);
    out.bytes(period.signature);
    write_pair(out, period.last_resort);
    out.number64(static_cast<std::uint64_t>(period.begun.time_since_epoch().count()));
    out.number8(period.last_resort_used);
  }
  out.number32(static_cast<std::uint32_t>(one_time_.size()));
  for (const auto& [id, keys] : one_time_) {
    out.number32(static_cast<std::uint32_t>(id));
    out.bytes(keys.public_key);
    out.secret(keys.private_key);
  }
  return out.finish();
}

std::optional<OwnKeys> OwnKeys::parse(ByteView octets) {
  OctetReader in(octets, kOwnKeysVersion);
  OwnKeys keys;
  keys.seed_ = in.secret_of(crypto::kEd25519SeedSize);
  keys.identity_ = crypto::ed25519_key_pair(keys.seed_.reveal());
  const std::size_t periods = in.count(kSignedPreKeysKept);
  for (std::size_t i = 0; i < periods && in.ok(); ++i) {
    Period period;
    period.signed_prekey = read_pair(in);
    period.signature = in.bytes_of(crypto::kEd25519SignatureSize);
    period.last_resort = read_pair(in);
    period.begun = WallTime{Duration{static_cast<Duration::rep>(in.number64())}};
    if (period.begun < WallTime{}) in.fail();  // so that an age can be computed
    period.last_resort_used = in.number8() != 0;
    keys.periods_.push_back(std::move(period));
  }
  const std::size_t one_time = in.count(kOneTimePreKeysKept);
  for (std::size_t i = 0; i < one_time && in.ok(); ++i) {
    PreKeyPair pair = read_pair(in);
    keys.one_time_.emplace(pair.id, std::move(pair.keys));
  }
  if (!in.complete() || keys.periods_.empty()) return std::nullopt;
  return keys;
}

}  // namespace assay::e2e
