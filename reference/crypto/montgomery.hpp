#pragma once
// This room's alone: between the two forms of the curve where no check of a stranger's point is wanted, over libsodium and libxeddsa.

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {

/// The Edwards point with the sign 0 over a public key of X25519 (RFC 7748 section 4.1: y = (u - 1) / (u + 1)). 32 octets.
[[nodiscard]] Bytes edwards_key(ByteView x25519_public_key);
/// The way back: u = (1 + y) / (1 - y). For a point that we made: nothing is checked.
[[nodiscard]] Bytes montgomery_key(ByteView edwards_point);
/// A private key of X25519 as the number that it stands for (RFC 7748 section 5).
[[nodiscard]] Secret clamped(const Secret& x25519_private_key);
/// That many times the base point, as Ed25519 writes it. libsodium has tables for this form, and none for the other.
[[nodiscard]] Bytes edwards_point(const Secret& clamped_scalar);

}  // namespace assay::crypto
