#pragma once
// What binds an authentication to its TLS channel (RFC 9266, RFC 5929), taken from a finished handshake. Of this room alone. Each is empty
// where it does not exist.

#include "reference/base/bytes.hpp"
#include "reference/tls/openssl_types.hpp"

namespace assay::tls {

/// tls-exporter: 32 octets. On TLS 1.2 only with the extended master secret (RFC 9266 section 4.2).
[[nodiscard]] Bytes exporter_binding(SSL* ssl);
/// tls-server-end-point. Ed25519 certificates have none: their signature algorithm names no hash (RFC 5929 section 4.1).
[[nodiscard]] Bytes server_end_point_binding(SSL* ssl);
/// tls-unique: the first Finished message. TLS 1.2 with the extended master secret only.
[[nodiscard]] Bytes unique_binding(SSL* ssl);

[[nodiscard]] Bytes der_of(const X509* certificate);

}  // namespace assay::tls
