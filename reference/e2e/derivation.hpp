#pragma once
// The key derivations of XEP-0384 version 0.9.1 section 4 and of libsignal's sender keys, named after the functions of the papers. Each
// has its info string, so that no two uses of a key can give the same octets.

#include <utility>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::e2e {

inline constexpr std::size_t kChainKeySize = 32;

/// X3DH's KDF (signal.org/docs/specifications/x3dh section 2.2): the shared secret of "OMEMO X3DH".
[[nodiscard]] crypto::Secret x3dh_secret(ByteView exchanges);

struct RootStep {
  crypto::Secret root_key;
  crypto::Secret chain_key;
};
/// KDF_RK(rk, dh_out)
[[nodiscard]] RootStep root_step(const crypto::Secret& root_key, const crypto::Secret& exchange);

struct ChainStep {
  crypto::Secret message_key;
  crypto::Secret chain_key;
};
/// KDF_CK(ck): the key of one message, and the chain key after it. The same for the chains of sender keys.
[[nodiscard]] ChainStep chain_step(const crypto::Secret& chain_key);

/// Eighty octets for AES-256-CBC with HMAC-SHA-256.
class CipherKeys {
 public:
  explicit CipherKeys(crypto::Secret octets) : octets_(std::move(octets)) {}
  [[nodiscard]] ByteView encryption() const { return octets_.reveal().substr(0, 32); }
  [[nodiscard]] ByteView authentication() const { return octets_.reveal().substr(32, 32); }
  [[nodiscard]] ByteView iv() const { return octets_.reveal().substr(64, 16); }

 private:
  crypto::Secret octets_;
};
[[nodiscard]] CipherKeys message_cipher_keys(const crypto::Secret& message_key);  ///< "OMEMO Message Key Material"
[[nodiscard]] CipherKeys payload_cipher_keys(ByteView payload_key);               ///< "OMEMO Payload"

/// Octets of a MAC that are sent: cut off from its end (section 4.3, "authentication tag truncation").
inline constexpr std::size_t kMacOctets = 16;
/// Of `octets` and `rest`, one after the other.
[[nodiscard]] Bytes truncated_mac(ByteView key, ByteView octets, ByteView rest = {});

/// A sender-key message's own keys, "WhisperGroup": an IV and an AES-256 key.
class SenderCipherKeys {
 public:
  explicit SenderCipherKeys(crypto::Secret octets) : octets_(std::move(octets)) {}
  [[nodiscard]] ByteView iv() const { return octets_.reveal().substr(0, 16); }
  [[nodiscard]] ByteView encryption() const { return octets_.reveal().substr(16, 32); }

 private:
  crypto::Secret octets_;
};
[[nodiscard]] SenderCipherKeys sender_cipher_keys(const crypto::Secret& message_key);

}  // namespace assay::e2e
