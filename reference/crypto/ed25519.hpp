#pragma once
// Ed25519 signatures (RFC 8032).

#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {

inline constexpr std::size_t kEd25519SeedSize = 32;
inline constexpr std::size_t kEd25519PublicKeySize = 32;
inline constexpr std::size_t kEd25519SignatureSize = 64;

struct Ed25519KeyPair {
  Bytes public_key;   ///< 32 octets
  Secret secret_key;  ///< 64 octets: seed, then public key
};

/// `seed` has exactly 32 octets.
[[nodiscard]] Ed25519KeyPair ed25519_key_pair(ByteView seed);
/// 64 octets. Deterministic.
[[nodiscard]] Bytes ed25519_sign(const Ed25519KeyPair& keys, ByteView message);
/// False for a wrong signature and for octet strings of a wrong length.
[[nodiscard]] bool ed25519_verify(ByteView public_key, ByteView message, ByteView signature);

}  // namespace assay::crypto
