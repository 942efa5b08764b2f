#include "reference/crypto/hmac_key.hpp"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
namespace {

EVP_MAC* algorithm() {
  static EVP_MAC* const kHmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return kHmac;
}

}  // namespace

void HmacKey::Free::operator()(void* context) const { EVP_MAC_CTX_free(static_cast<EVP_MAC_CTX*>(context)); }

HmacKey::HmacKey(HashName name, ByteView key) : name_(name), context_(EVP_MAC_CTX_new(algorithm())) {
  char sha1[] = "SHA1";
  char sha256[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name == HashName::Sha1 ? sha1 : sha256, 0),
                                   OSSL_PARAM_construct_end()};
  ASSAY_ASSERT(EVP_MAC_CTX_set_params(static_cast<EVP_MAC_CTX*>(context_.get()), parameters) == 1);
  set(key);
}

void HmacKey::set(ByteView key) {
  // OpenSSL takes a null key for "the key used before".
  const ByteView given = key.empty() ? ByteView("", 0) : key;
  ASSAY_ASSERT(EVP_MAC_init(static_cast<EVP_MAC_CTX*>(context_.get()), octets(given), given.size(), nullptr) == 1);
}

Bytes HmacKey::of(ByteView message) const {
  auto* context = static_cast<EVP_MAC_CTX*>(context_.get());
  Bytes out(digest_size(name_), '\0');
  std::size_t size = 0;
  ASSAY_ASSERT(EVP_MAC_init(context, nullptr, 0, nullptr) == 1 && EVP_MAC_update(context, octets(message), message.size()) == 1);
  ASSAY_ASSERT(EVP_MAC_final(context, reinterpret_cast<unsigned char*>(out.data()), &size, out.size()) == 1);
  return out;
}

}  // namespace assay::crypto
