#include "reference/crypto/sha256_stream.hpp"

#include <openssl/evp.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::crypto {
namespace {

EVP_MD_CTX* openssl(void* context) { return static_cast<EVP_MD_CTX*>(context); }

}  // namespace

void Sha256Stream::Free::operator()(void* context) const { EVP_MD_CTX_free(openssl(context)); }

Sha256Stream::Sha256Stream() : context_(EVP_MD_CTX_new()) {
  ASSAY_ASSERT(context_ && EVP_DigestInit_ex(openssl(context_.get()), EVP_sha256(), nullptr) == 1);
}

void Sha256Stream::add(ByteView octets) { ASSAY_ASSERT(EVP_DigestUpdate(openssl(context_.get()), octets.data(), octets.size()) == 1); }

Bytes Sha256Stream::finish() {
  Bytes out(digest_size(HashName::Sha256), '\0');
  ASSAY_ASSERT(EVP_DigestFinal_ex(openssl(context_.get()), reinterpret_cast<unsigned char*>(out.data()), nullptr) == 1);
  return out;
}

}  // namespace assay::crypto
