#pragma once
// PINs of accounts at rest, and how often they are guessed (REG-19). A PIN is kept as Argon2id over a hash that is keyed with the
// operator's secret: the database alone, without that secret, gives nothing to guess at.
//
// Space "pin": key(account) -> fields(salt, passes, memory, hash, wrong guesses, when their day began, last guess, when the wait for an
// account without its PIN began). Space "pin-changes": key(account) -> fields(changes, when their day began); it outlives the PIN.

#include <chrono>
#include <optional>
#include <string>

#include "reference/crypto/password_hash.hpp"
#include "reference/server/context.hpp"
#include "reference/stanza/error.hpp"

namespace assay::server {

class Pins {
 public:
  explicit Pins(const Context& context) : context_(context) {}

  /// Four octets at least, Limits::pin_octets at most, all of them printable ASCII without the space: there is one way to type it.
  [[nodiscard]] static bool is_acceptable(const std::string& pin, const Limits& limits);

  [[nodiscard]] bool is_set(const std::string& account) const;
  /// How long to wait, if it was changed too often: then it is as it was. `pin` is acceptable. Argon2id runs once.
  [[nodiscard]] std::optional<std::chrono::seconds> set(const std::string& account, const std::string& pin) const;
  void remove(const std::string& account) const;
  /// The account ends.
  void forget(const std::string& account) const;

  struct Check {
    enum class Outcome {
      Open,       ///< there is no PIN, or it was the right one
      Refused,    ///< see `fault`
      WaitedOut,  ///< the PIN was not said, and nobody used the account for Limits::pin_reset_time since that was first so
    };
    Outcome outcome = Outcome::Open;
    std::optional<stanza::StanzaError> fault = std::nullopt;
  };
  /// Somebody has proved the number. Begins the wait if he does not say the PIN; counts a wrong guess. Argon2id runs once at most.
  [[nodiscard]] Check check(const std::string& account, const std::optional<std::string>& pin) const;
  /// The account is in use: nobody waits for it without its PIN any more.
  void in_use(const std::string& account) const;

 private:
  struct Record;
  [[nodiscard]] std::optional<Record> find(const std::string& account) const;
  void put(const std::string& account, const Record& record) const;
  [[nodiscard]] Check without_pin(const std::string& account, Record record) const;
  [[nodiscard]] Check guess(const std::string& account, Record record, const std::string& pin) const;
  [[nodiscard]] Bytes hash(const std::string& account, const std::string& pin, ByteView salt, const crypto::Argon2Cost& cost) const;

  const Context& context_;
};

}  // namespace assay::server
