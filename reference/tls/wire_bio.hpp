#pragma once
// What OpenSSL takes for the network: it reads the octets that were fed last, and writes to a string that is taken away. OpenSSL's own memory
// BIOs keep a buffer as large as the handshake was for as long as the connection lives. Of this room alone.

#include "reference/base/bytes.hpp"
#include "reference/tls/openssl_types.hpp"

namespace assay::tls {

/// The network's two ends, as a BIO sees them.
struct Wire {
  ByteView in;  ///< not read yet; whoever feeds keeps the octets alive until OpenSSL wants more
  Bytes out;
};

/// `wire` must outlive the BIO, which belongs to the SSL object that it is given to.
[[nodiscard]] BioPtr wire_bio(Wire& wire);

}  // namespace assay::tls
