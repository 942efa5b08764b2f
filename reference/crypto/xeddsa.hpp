#pragma once
// XEdDSA (signal.org/docs/specifications/xeddsa, revision 1): signatures by keys of the Montgomery form, over libxeddsa. Needed where
// the bytes of sender keys are libsignal's (spec chapter 07, section 9); identity keys are Ed25519 and sign as RFC 8032 says.

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"
#include "reference/crypto/curve25519.hpp"

namespace assay::crypto {

inline constexpr std::size_t kXeddsaSignatureSize = 64;

/// 64 octets; draws 64 octets of randomness, as section 2.3 demands.
[[nodiscard]] Bytes xeddsa_sign(const X25519KeyPair& keys, ByteView message, RandomSource& random);
/// Also of signatures that carry the sign of the Edwards point in their topmost bit, as libsignal writes them. False for octet strings of a
/// wrong length.
[[nodiscard]] bool xeddsa_verify(ByteView x25519_public_key, ByteView message, ByteView signature);

}  // namespace assay::crypto
