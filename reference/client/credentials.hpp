#pragma once
// What makes a device the owner of an account: kept by the caller between runs (REG-28), never logged.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::client {

/// What the last login brought for the next one (XEP-0484).
struct FastToken {
  std::string mechanism;
  crypto::Secret token;
  WallTime expiry;
  std::uint64_t count = 0;  ///< logins that it was shown in
};

struct Credentials {
  std::string jid;             ///< bare; "" before registration
  crypto::Secret token;        ///< what verify brought (chapter 02): the SASL password. Empty before registration
  crypto::Ed25519KeyPair key;  ///< of this device; empty until the first register_number()
  std::string user_agent{};    ///< the id of this installation (XEP-0388); "" until the first login
  std::optional<FastToken> fast{};
  std::string device{};       ///< of a companion (chapter 09), its id; "" where we are the phone
  bool read_receipts = true;  ///< what its user said of them last (MSG-10): kept with what makes him who he is

  [[nodiscard]] bool registered() const { return !jid.empty() && !token.empty(); }
  /// What a login names: the number, behind it the device of a companion.
  [[nodiscard]] std::string username() const;
  [[nodiscard]] Credentials copy() const;
};

/// Lines of text, for a file that only its owner can read. Holds the secrets.
[[nodiscard]] crypto::Secret write_credentials(const Credentials& credentials);
/// Nothing if the text is not what write_credentials() makes.
[[nodiscard]] std::optional<Credentials> read_credentials(std::string_view text);

}  // namespace assay::client
