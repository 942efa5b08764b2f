#pragma once
// X25519 (RFC 7748) and what connects it with Ed25519: the birational map between the two forms of one curve (section 4.1).

#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {

inline constexpr std::size_t kX25519KeySize = 32;  ///< of a public key, a private key and a shared secret

struct X25519KeyPair {
  Bytes public_key;
  Secret private_key;
  [[nodiscard]] X25519KeyPair copy() const { return {public_key, private_key.copy()}; }
};

[[nodiscard]] X25519KeyPair x25519_key_pair(RandomSource& random);
/// `private_key` has kX25519KeySize octets, clamped or not.
[[nodiscard]] X25519KeyPair x25519_key_pair(Secret private_key);

/// The shared secret. Nothing for octets of a wrong length and for points of low order, whose secret everybody knows (section 6.1).
[[nodiscard]] std::optional<Secret> x25519(const Secret& private_key, ByteView public_key);

/// Whether it is one of those points: what x25519() would answer nothing for, without the multiplication.
[[nodiscard]] bool is_low_order(ByteView public_key);

/// The Montgomery form of an Ed25519 public key. Nothing for octets that are no point of the prime-order group.
[[nodiscard]] std::optional<Bytes> x25519_public_key(ByteView ed25519_public_key);
/// The private key that belongs to it.
[[nodiscard]] Secret x25519_private_key(const Ed25519KeyPair& keys);

}  // namespace assay::crypto
