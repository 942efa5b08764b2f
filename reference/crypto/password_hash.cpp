#include "reference/crypto/password_hash.hpp"

#include <sodium.h>

#include "reference/base/assert.hpp"

namespace assay::crypto {

Bytes argon2id(std::string_view password, ByteView salt, const Argon2Cost& cost, std::size_t size) {
  static_assert(kArgon2SaltOctets == crypto_pwhash_SALTBYTES);
  static_assert(kArgon2LeastMemory == crypto_pwhash_MEMLIMIT_MIN);
  ASSAY_ASSERT(salt.size() == kArgon2SaltOctets && size >= crypto_pwhash_BYTES_MIN && cost.passes >= 1);
  Bytes out(size, '\0');
  const int failed =
      crypto_pwhash(reinterpret_cast<unsigned char*>(out.data()), out.size(), password.data(), password.size(),
                    reinterpret_cast<const unsigned char*>(salt.data()), cost.passes, cost.memory, crypto_pwhash_ALG_ARGON2ID13);
  ASSAY_ASSERT(failed == 0);
  return out;
}

}  // namespace assay::crypto
