#include "reference/crypto/hash.hpp"

#include <openssl/evp.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/hmac_key.hpp"
#include "reference/crypto/octets.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::crypto {
namespace {

// Looked up once: OpenSSL 3 searches its providers for each use of EVP_sha256(), which takes longer than a short message's hash.
const EVP_MD* algorithm(HashName name) {
  static const EVP_MD* const kSha1 = EVP_MD_fetch(nullptr, "SHA1", nullptr);
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return name == HashName::Sha1 ? kSha1 : kSha256;
}

}  // namespace

Bytes digest(HashName name, ByteView message) {
  Bytes out(digest_size(name), '\0');
  ASSAY_ASSERT(EVP_Digest(message.data(), message.size(), octets(out), nullptr, algorithm(name), nullptr) == 1);
  return out;
}

Bytes sha1(ByteView message) { return digest(HashName::Sha1, message); }
Bytes sha256(ByteView message) { return digest(HashName::Sha256, message); }

Bytes hmac(HashName name, ByteView key, ByteView message) {
  // One of each thread and hash: making one takes longer than using it.
  thread_local HmacKey sha1(HashName::Sha1);
  thread_local HmacKey sha256(HashName::Sha256);
  HmacKey& context = name == HashName::Sha1 ? sha1 : sha256;
  context.set(key);
  Bytes out = context.of(message);
  context.set({});  // nothing of the key stays
  return out;
}

Bytes hmac_sha1(ByteView key, ByteView message) { return hmac(HashName::Sha1, key, message); }
Bytes hmac_sha256(ByteView key, ByteView message) { return hmac(HashName::Sha256, key, message); }

Bytes pbkdf2(HashName name, ByteView password, ByteView salt, std::uint32_t iterations, std::size_t size) {
  ASSAY_ASSERT(iterations >= 1);
  Bytes out(size, '\0');
  const char* password_octets = password.empty() ? "" : password.data();
  ASSAY_ASSERT(PKCS5_PBKDF2_HMAC(password_octets, static_cast<int>(password.size()), octets(salt), static_cast<int>(salt.size()),
                                 static_cast<int>(iterations), algorithm(name), static_cast<int>(size), octets(out)) == 1);
  return out;
}

Bytes hkdf_sha256(ByteView input_key, ByteView salt, ByteView info, std::size_t size) {
  constexpr std::size_t kBlock = digest_size(HashName::Sha256);
  ASSAY_ASSERT(size <= 255 * kBlock);
  // Section 2.2: a salt that is not given is a block of zeros.
  const Bytes zeros(kBlock, '\0');
  Bytes pseudorandom_key = hmac_sha256(salt.empty() ? ByteView(zeros) : salt, input_key);

  // Section 2.3: T(n) = HMAC(PRK, T(n-1) | info | n).
  Bytes out;
  out.reserve(size + kBlock);
  Bytes block;
  for (unsigned char counter = 1; out.size() < size; ++counter) {
    block.append(info);
    block.push_back(static_cast<char>(counter));
    block = hmac_sha256(pseudorandom_key, block);
    out.append(block);
  }
  wipe(pseudorandom_key);
  wipe(block);
  out.resize(size);
  return out;
}

}  // namespace assay::crypto
