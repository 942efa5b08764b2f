#include "reference/e2e/interop/libsignal_primitives.hpp"

#include "reference/base/assert.hpp"
#include "reference/crypto/cipher.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::e2e::interop {
namespace {

struct Hmac {
  Bytes key;
  Bytes text;
};

signal_crypto_provider provider(RandomSource& random) {
  signal_crypto_provider out{};
  out.user_data = &random;
  out.random_func = [](std::uint8_t* data, std::size_t size, void* source) {
    static_cast<RandomSource*>(source)->fill(data, size);
    return 0;
  };
  out.hmac_sha256_init_func = [](void** context, const std::uint8_t* key, std::size_t size, void*) {
    *context = new Hmac{Bytes(view(key, size)), {}};
    return 0;
  };
  out.hmac_sha256_update_func = [](void* context, const std::uint8_t* data, std::size_t size, void*) {
    static_cast<Hmac*>(context)->text.append(view(data, size));
    return 0;
  };
  out.hmac_sha256_final_func = [](void* context, signal_buffer** result, void*) {
    const auto* hmac = static_cast<Hmac*>(context);
    *result = buffer(crypto::hmac_sha256(hmac->key, hmac->text));
    return 0;
  };
  out.hmac_sha256_cleanup_func = [](void* context, void*) { delete static_cast<Hmac*>(context); };
  out.sha512_digest_init_func = [](void**, void*) { return SG_ERR_UNKNOWN; };  // for its fingerprints alone
  out.encrypt_func = [](signal_buffer** result, int cipher, const std::uint8_t* key, std::size_t key_size, const std::uint8_t* iv,
                        std::size_t iv_size, const std::uint8_t* text, std::size_t size, void*) {
    if (cipher != SG_CIPHER_AES_CBC_PKCS5) return SG_ERR_UNKNOWN;
    *result = buffer(crypto::aes_cbc_encrypt(view(key, key_size), view(iv, iv_size), view(text, size)));
    return SG_SUCCESS;
  };
  out.decrypt_func = [](signal_buffer** result, int cipher, const std::uint8_t* key, std::size_t key_size, const std::uint8_t* iv,
                        std::size_t iv_size, const std::uint8_t* text, std::size_t size, void*) {
    if (cipher != SG_CIPHER_AES_CBC_PKCS5) return SG_ERR_UNKNOWN;
    const auto plain = crypto::aes_cbc_decrypt(view(key, key_size), view(iv, iv_size), view(text, size));
    if (!plain) return SG_ERR_INVALID_MESSAGE;
    *result = buffer(plain->reveal());
    return SG_SUCCESS;
  };
  return out;
}

}  // namespace

void provide_primitives(signal_context* context, RandomSource& random) {
  const signal_crypto_provider crypto = provider(random);
  ASSAY_ASSERT(signal_context_set_crypto_provider(context, &crypto) == 0);
}

}  // namespace assay::e2e::interop
