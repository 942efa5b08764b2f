#pragma once
// Accounts at rest: which numbers are registered, by which device key, and the verifiers of their tokens. The token itself is never kept.
// Companions, which have tokens of their own, are in companions.hpp; who logs in may be either.
//
// Space "account": key(digits) -> fields(registration stamp, a number that each registration raises). Small, because each number of an
// address book is looked up there, and a million of them should fit a cache.
// Space "account-login": key(digits) -> fields(device key, then salt, iterations, stored key, server key for SHA-256 and SHA-1).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/server/companions.hpp"
#include "reference/server/keys.hpp"
#include "reference/server/turn.hpp"
#include "reference/stream/server_settings.hpp"

namespace assay::server {

struct Account {
  WallTime registered;
  Bytes device_key;
  stream::StoredPassword sha256;
  stream::StoredPassword sha1;
  /// Raised by each registration: what logged in under an older one is replaced. Random in a fresh account, so that nothing of an account
  /// that the number had before fits it.
  std::uint64_t generation = 0;
};

class Accounts final : public stream::Credentials {
 public:
  Accounts(Turn& turn, const Keys& keys, std::uint32_t iterations) : turn_(turn), keys_(keys), iterations_(iterations) {}

  [[nodiscard]] bool exists(std::string_view digits);
  [[nodiscard]] std::optional<Account> find(std::string_view digits);
  /// Of an account, or of a companion ("NUMBER.DEVICE"); 0 where there is none.
  [[nodiscard]] std::uint64_t generation(std::string_view username);
  /// Creates or replaces the account. `token` is the password of its logins; PBKDF2 runs twice.
  void put(std::string_view digits, ByteView device_key, std::string_view token, RandomSource& random);
  /// The account and its companions: none of their tokens opens anything from now on.
  void erase(std::string_view digits);
  /// Gives a companion, which exists, its token: any that it had is worth nothing from now on. PBKDF2 runs twice.
  void put_token(const LoginName& companion, std::string_view token, RandomSource& random);

  [[nodiscard]] stream::StoredPassword find(crypto::HashName hash, std::string_view username) override;

 private:
  [[nodiscard]] stream::StoredPassword decoy(crypto::HashName hash, std::string_view username) const;

  Turn& turn_;
  const Keys& keys_;
  std::uint32_t iterations_;
};

}  // namespace assay::server
