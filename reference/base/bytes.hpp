#pragma once
// Octets as std::string: what expat, OpenSSL, SQLite and libsodium all take without a copy. Text and octets differ by name: a `Bytes`
// may hold anything, a `std::string` in this project is valid UTF-8 unless its declaration says otherwise.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay {

using Bytes = std::string;
using ByteView = std::string_view;

/// Base64 with padding (RFC 4648 section 4), as XMPP uses it.
[[nodiscard]] std::string base64(ByteView octets);
/// Strict: refuses whitespace, missing padding and non-zero trailing bits (RFC 4648 sections 3.3 and 3.5).
[[nodiscard]] std::optional<Bytes> from_base64(std::string_view text);
/// Base64 with the URL-safe alphabet and without padding (RFC 4648 section 5).
[[nodiscard]] std::string base64url(ByteView octets);
/// Lower-case hexadecimal.
[[nodiscard]] std::string hex(ByteView octets);
[[nodiscard]] std::optional<Bytes> from_hex(std::string_view text);

}  // namespace assay
