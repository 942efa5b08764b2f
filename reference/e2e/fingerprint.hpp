#pragma once
// What two people compare to know that nobody stands between them (ENC-19; spec chapter 07, section 6): the same on both phones, over the
// identity keys of all their devices.

#include <string>
#include <vector>

#include "reference/base/bytes.hpp"

namespace assay::e2e {

/// One side: an account and the identity keys of its devices (Ed25519, 32 octets each), in any order.
struct FingerprintParty {
  std::string account;  ///< bare address
  std::vector<Bytes> identity_keys;
};

/// SHA-256 iterated, which makes searching for keys that come close dearer by that factor.
inline constexpr std::size_t kFingerprintIterations = 5'200;

struct Fingerprint {
  std::string digits;  ///< sixty, in twelve groups of five, with a space between
  std::string qr;      ///< text of a QR code: "CXMPP-FP1:" and 64 octets as base64url

  /// The order of the two sides changes nothing.
  [[nodiscard]] static Fingerprint of(const FingerprintParty& one, const FingerprintParty& other);
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

/// Thirty digits of a digest, in six groups of five.
[[nodiscard]] std::string fingerprint_digits(ByteView digest);
/// 32 octets of one side.
[[nodiscard]] Bytes fingerprint_digest(const FingerprintParty& party);

}  // namespace assay::e2e
