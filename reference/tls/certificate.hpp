#pragma once
// A certificate with its private key, as PEM text: made here for tests and the simulator, or loaded from files by the caller.

#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"

namespace assay::tls {

enum class KeyKind { Ed25519, EcdsaP256 };

/// What a TLS server shows of itself.
struct Identity {
  std::string certificate_pem;  ///< the leaf first, then the chain
  std::string key_pem;          ///< PKCS #8, not encrypted; secret
};

/// Both ends are inclusive; seconds count, fractions are dropped.
struct Validity {
  WallTime not_before;
  WallTime not_after;
};

/// A certificate for `names` (DNS names or IP addresses; at least one; the first is the subject's common name), signed with its own key
/// and usable as its own trust anchor. With KeyKind::Ed25519 the result depends on the arguments and on what `random` yields alone,
/// octet by octet.
[[nodiscard]] Identity self_signed(const std::vector<std::string>& names, KeyKind kind, const Validity& validity, RandomSource& random);

/// Checks that both texts can be read and belong together. The error is one English sentence without any of the key.
[[nodiscard]] Result<Identity, std::string> identity_from_pem(std::string_view certificate_pem, std::string_view key_pem);

/// From when to when the leaf is valid. The identity must come from a function above.
[[nodiscard]] Validity validity_of(const Identity& identity);
/// Whether the leaf is for the DNS name (RFC 6125: alternative names, wildcards in their first label).
[[nodiscard]] bool names_match(const Identity& identity, const std::string& domain);

}  // namespace assay::tls
