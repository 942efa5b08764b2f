#pragma once
// This room's alone: digests without an allocation, a look-up or a lock. OpenSSL 3's EVP interface takes longer for a short message than
// the hash itself (decision 0037), so its functions below that are used.

#include <array>
#include <cstdint>

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
  /// A whole block, where all that was added before were whole blocks: for chains of digests alone.
  void add_block(const unsigned char* block);
  /// What the digest is so far, before any padding.
  void peek(unsigned char* out) const;
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
  /// What PBKDF2 does (RFC 8018 section 5.2): so many times the digest of the digest, each added to `sum` by exclusive or. Both have
  /// digest_size() octets.
  void chain(unsigned char* digest, unsigned char* sum, std::uint32_t times) const;

 private:
  HashName name_;
  HashContext inner_;
  HashContext outer_;
};

}  // namespace assay::crypto
