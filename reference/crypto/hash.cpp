#include "reference/crypto/hash.hpp"

#include <algorithm>

#include <sodium.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/hash_context.hpp"
#include "reference/crypto/hmac_parts.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
Bytes digest(HashName name, ByteView message) {
  Bytes out(digest_size(name), '\0');
  HashContext context(name);
  context.add(message);
  context.finish(octets(out));
  return out;
}

Bytes sha1(ByteView message) { return digest(HashName::Sha1, message); }
Bytes sha256(ByteView message) { return digest(HashName::Sha256, message); }

Bytes hmac(HashName name, ByteView key, ByteView message) {
  Bytes out(digest_size(name), '\0');
  HmacState(name, key).of(message, octets(out));
  return out;
}

Bytes hmac_sha1(ByteView key, ByteView message) { return hmac(HashName::Sha1, key, message); }
Bytes hmac_sha256(ByteView key, ByteView message) { return hmac(HashName::Sha256, key, message); }

Bytes hmac_sha256_of_parts(ByteView key, ByteView first, ByteView second) {
  Bytes out(digest_size(HashName::Sha256), '\0');
  HmacState(HashName::Sha256, key).of(first, second, octets(out));
  return out;
}

Bytes pbkdf2(HashName name, ByteView password, ByteView salt, std::uint32_t iterations, std::size_t size) {
  ASSAY_ASSERT(iterations >= 1);
  const HmacState state(name, password);
  Bytes out;
  for (std::uint32_t block = 1; out.size() < size; ++block) {
    Bytes number(4, '\0');
    for (std::size_t i = 0; i < number.size(); ++i) number[i] = static_cast<char>(block >> (24 - 8 * i));
    Bytes each(digest_size(name), '\0');
    state.of(salt, number, octets(each));
    Bytes sum = each;
    state.chain(octets(each), octets(sum), iterations - 1);
    out += sum;
  }
  out.resize(size);
  return out;
}

Bytes hkdf_sha256(ByteView input_key, ByteView salt, ByteView info, std::size_t size) {
  constexpr std::size_t kBlock = digest_size(HashName::Sha256);
  ASSAY_ASSERT(size <= 255 * kBlock);
  unsigned char block[kBlock];
  // Section 2.2: a salt that is not given is a block of zeros.
  static const HmacState without_salt(HashName::Sha256, {});
  (salt.empty() ? without_salt : HmacState(HashName::Sha256, salt)).of(input_key, block);
  const HmacState expanding(HashName::Sha256, {reinterpret_cast<const char*>(block), kBlock});

  // Section 2.3: T(n) = HMAC(PRK, T(n-1) | info | n).
  Bytes out(size, '\0');
  Bytes end{info};
  end.push_back('\0');
  for (std::size_t done = 0; done < size; done += kBlock) {
    ++end.back();
    expanding.of(ByteView(reinterpret_cast<const char*>(block), done == 0 ? 0 : kBlock), end, block);
    out.replace(done, std::min(kBlock, size - done), reinterpret_cast<const char*>(block), std::min(kBlock, size - done));
  }
  sodium_memzero(block, sizeof block);
  return out;
}

}  // namespace assay::crypto
