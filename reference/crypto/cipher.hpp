#pragma once
// The two ciphers of end-to-end encryption: AES-256-CBC with PKCS#7 padding (NIST SP 800-38A, RFC 5652 section 6.3), which is never used
// without a MAC over its output, and ChaCha20-Poly1305 (RFC 8439).

#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {

inline constexpr std::size_t kAesKeySize = 32;
inline constexpr std::size_t kAesBlockSize = 16;
inline constexpr std::size_t kAeadKeySize = 32;
inline constexpr std::size_t kAeadNonceSize = 12;
inline constexpr std::size_t kAeadTagSize = 16;

/// `key` has kAesKeySize octets, `iv` kAesBlockSize. The result is the next larger multiple of kAesBlockSize.
[[nodiscard]] Bytes aes_cbc_encrypt(ByteView key, ByteView iv, ByteView plaintext);
/// Nothing for a length or a padding that no encryption makes. The MAC was checked before: else this is a padding oracle.
[[nodiscard]] std::optional<Secret> aes_cbc_decrypt(ByteView key, ByteView iv, ByteView ciphertext);

struct AeadInput {
  ByteView nonce;  ///< kAeadNonceSize octets, never used twice with one key
  ByteView text;
  ByteView associated{};
};
/// Ciphertext, then tag.
[[nodiscard]] Bytes aead_seal(const Secret& key, const AeadInput& input);
/// Nothing where the tag is wrong.
[[nodiscard]] std::optional<Bytes> aead_open(const Secret& key, const AeadInput& input);

}  // namespace assay::crypto
