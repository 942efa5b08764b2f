#pragma once
// HMAC-SHA-256 (RFC 2104) of a message in two parts, so that nobody has to join them.

#include "reference/base/bytes.hpp"

namespace assay::crypto {

/// Of `first` and `second`, one after the other. 32 octets.
[[nodiscard]] Bytes hmac_sha256_of_parts(ByteView key, ByteView first, ByteView second);

}  // namespace assay::crypto
