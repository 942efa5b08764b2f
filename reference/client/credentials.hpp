#pragma once
// What makes a device the owner of an account: kept by the caller between runs (REG-28), never logged.

#include <optional>
#include <string>
#include <string_view>

#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::client {

struct Credentials {
  std::string jid;             ///< bare; "" before registration
  crypto::Secret token;        ///< what verify brought (chapter 02): the SASL password. Empty before registration
  crypto::Ed25519KeyPair key;  ///< of this device; empty until the first register_number()

  [[nodiscard]] bool registered() const { return !jid.empty() && !token.empty(); }
  [[nodiscard]] Credentials copy() const;
};

/// Three lines of text, for a file that only its owner can read. Holds the secrets.
[[nodiscard]] crypto::Secret write_credentials(const Credentials& credentials);
/// Nothing if the text is not what write_credentials() makes.
[[nodiscard]] std::optional<Credentials> read_credentials(std::string_view text);

}  // namespace assay::client
