#pragma once
// XEdDSA (signal.org/docs/specifications/xeddsa, revision 1): signatures by keys of the Montgomery form. Needed where the bytes of sender
// keys are libsignal's (spec chapter 07, section 5); identity keys are Ed25519 and sign as RFC 8032 says.
//
// Over libsodium's curve. What belongs to a key, and not to a message, is computed once for it: libxeddsa's function, which a test compares
// with, multiplies three times for each signature.

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/curve25519.hpp"

namespace assay::crypto {

inline constexpr std::size_t kXeddsaSignatureSize = 64;

/// A key pair that signs.
class XeddsaSigner {
 public:
  explicit XeddsaSigner(const X25519KeyPair& keys);
  /// 64 octets; draws 64 octets of randomness, as section 2.3 demands.
  [[nodiscard]] Bytes sign(ByteView message, RandomSource& random) const;

 private:
  Secret scalar_;     // of the point with the sign 0
  Bytes public_key_;  // that point, as Ed25519 writes it
};

/// A public key that signatures are verified by.
class XeddsaVerifier {
 public:
  explicit XeddsaVerifier(ByteView x25519_public_key);
  /// Also of signatures that carry the sign of the Edwards point in their topmost bit, as libsignal writes them. False for octet strings of
  /// a wrong length.
  [[nodiscard]] bool verify(ByteView message, ByteView signature) const;

 private:
  Bytes public_key_;  // with the sign 0; empty where it was no key
};

[[nodiscard]] Bytes xeddsa_sign(const X25519KeyPair& keys, ByteView message, RandomSource& random);
[[nodiscard]] bool xeddsa_verify(ByteView x25519_public_key, ByteView message, ByteView signature);

}  // namespace assay::crypto
