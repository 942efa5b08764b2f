#pragma once
// This room's alone: digests without an allocation, a look-up or a lock. OpenSSL 3's EVP interface takes longer for a short message than
// the hash itself (decision 0037), so its functions below that are used.

#include <array>

#include <openssl/sha.h>

#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::crypto {

/// One digest. Wiped when it goes.
class HashContext {
 public:
  explicit HashContext(HashName name);
  HashContext(const HashContext&) = default;
  HashContext& operator=(const HashContext&) = default;
  ~HashContext();
  void add(ByteView octets);
  /// digest_size() octets into `out`. Nothing is added afterwards.
  void finish(unsigned char* out);

 private:
  HashName name_;
  union {
    SHA_CTX sha1_;
    SHA256_CTX sha256_;
  };
};

/// A key of HMAC (RFC 2104 section 2): both digests after its block. Each message goes on from copies of them.
class HmacState {
 public:
  HmacState(HashName name, ByteView key);
  /// digest_size() octets into `out`, of both parts of the message one after the other.
  void of(ByteView message, unsigned char* out) const { of(message, {}, out); }
  void of(ByteView message, ByteView rest, unsigned char* out) const;

 private:
  HashName name_;
  HashContext inner_;
  HashContext outer_;
};

}  // namespace assay::crypto
