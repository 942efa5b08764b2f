#include "reference/server/accounts.hpp"

#include <vector>

#include "reference/base/assert.hpp"
#include "reference/crypto/scram.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/store/key.hpp"

namespace assay::server {
namespace {

constexpr const char* kSpace = "account";
constexpr const char* kLogins = "account-login";
constexpr std::size_t kFieldsAtFirst = 11;  // of an account that has not registered again since logins stand apart
constexpr std::size_t kSaltOctets = 16;
constexpr std::uint64_t kFirstGenerations = 1ULL << 62;

stream::StoredPassword stored(crypto::HashName hash, std::string_view token, std::uint32_t iterations, RandomSource& random) {
  Bytes salt = random.bytes(kSaltOctets);
  const crypto::ScramKeys keys = crypto::scram_keys(hash, token, salt, iterations);
  return {std::move(salt), iterations, keys.stored_key, keys.server_key};
}

stream::StoredPassword password_of(const std::vector<Bytes>& record, std::size_t at) {
  return {record[at], static_cast<std::uint32_t>(store::from_ordered(record[at + 1]).value_or(1)), record[at + 2], record[at + 3]};
}

}  // namespace

bool Accounts::exists(std::string_view digits) { return turn_.store().get(kSpace, store::key({digits})).has_value(); }

std::optional<Account> Accounts::find(std::string_view digits) {
  const std::optional<Bytes> value = turn_.store().get(kSpace, store::key({digits}));
  const auto f = value ? store::from_fields(*value) : std::nullopt;
  if (f && f->size() >= kFieldsAtFirst) {
    return Account{from_stamp((*f)[0]), (*f)[1], password_of(*f, 2), password_of(*f, 6), store::from_ordered((*f)[10]).value_or(0)};
  }
  const std::optional<Bytes> login = value ? turn_.store().get(kLogins, store::key({digits})) : std::nullopt;
  const auto l = login ? store::from_fields(*login) : std::nullopt;
  if (!f || f->size() < 2 || !l || l->size() < 9) return std::nullopt;
  return Account{from_stamp((*f)[0]), (*l)[0], password_of(*l, 1), password_of(*l, 5), store::from_ordered((*f)[1]).value_or(0)};
}

std::uint64_t Accounts::generation(std::string_view username) {
  const LoginName name = login_name(username);
  if (!name.is_phone()) {
    const std::optional<Companion> companion = Companions(turn_).find(name.account, name.device);
    return companion ? companion->generation : 0;
  }
  const std::optional<Account> account = find(name.account);
  return account ? account->generation : 0;
}

void Accounts::put(std::string_view digits, ByteView device_key, std::string_view token, RandomSource& random) {
  const stream::StoredPassword a = stored(crypto::HashName::Sha256, token, iterations_, random);
  const stream::StoredPassword b = stored(crypto::HashName::Sha1, token, iterations_, random);
  const Bytes iterations = store::ordered(iterations_);
  const std::uint64_t before = generation(digits);
  const std::uint64_t now = before == 0 ? 1 + random.below(kFirstGenerations) : before + 1;
  turn_.store().put(kSpace, store::key({digits}), store::fields({stamp(turn_.now().wall), store::ordered(now)}));
  turn_.store().put(
      kLogins, store::key({digits}),
      store::fields({device_key, a.salt, iterations, a.stored_key, a.server_key, b.salt, iterations, b.stored_key, b.server_key}));
}

void Accounts::erase(std::string_view digits) {
  Companions companions(turn_);
  for (const std::string& device : companions.of(digits)) companions.erase(digits, device);
  for (const char* space : {kSpace, kLogins}) turn_.store().erase(space, store::key({digits}));
}

void Accounts::put_token(const LoginName& name, std::string_view token, RandomSource& random) {
  Companions companions(turn_);
  std::optional<Companion> companion = companions.find(name.account, name.device);
  ASSAY_ASSERT(companion.has_value());
  companion->sha256 = stored(crypto::HashName::Sha256, token, iterations_, random);
  companion->sha1 = stored(crypto::HashName::Sha1, token, iterations_, random);
  ++companion->generation;
  companion->active = turn_.now().wall;
  companions.put(name.account, *companion);
}

stream::StoredPassword Accounts::find(crypto::HashName hash, std::string_view username) {
  const LoginName name = login_name(username);
  const bool is_256 = hash == crypto::HashName::Sha256;
  if (!name.is_phone()) {
    const std::optional<Companion> companion = Companions(turn_).find(name.account, name.device);
    if (!companion || !companion->is_claimed()) return decoy(hash, username);
    return is_256 ? companion->sha256 : companion->sha1;
  }
  const std::optional<Account> account = find(name.account);
  if (!account) return decoy(hash, username);
  return is_256 ? account->sha256 : account->sha1;
}

stream::StoredPassword Accounts::decoy(crypto::HashName hash, std::string_view username) const {
  const auto made_up = [&](const char* use, std::size_t size) {
    const Bytes name = store::fields({use, hash == crypto::HashName::Sha256 ? "256" : "1", username});
    return crypto::hmac_sha256(keys_.decoys.reveal(), name).substr(0, size);
  };
  return {made_up("salt", kSaltOctets), iterations_, made_up("stored", crypto::digest_size(hash)),
          made_up("server", crypto::digest_size(hash))};
}

}  // namespace assay::server
