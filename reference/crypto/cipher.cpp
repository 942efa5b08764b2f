#include "reference/crypto/cipher.hpp"

#include <memory>
#include <utility>

#include <openssl/evp.h>
#include <sodium.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
namespace {

static_assert(crypto_aead_chacha20poly1305_IETF_KEYBYTES == kAeadKeySize);
static_assert(crypto_aead_chacha20poly1305_IETF_NPUBBYTES == kAeadNonceSize);
static_assert(crypto_aead_chacha20poly1305_IETF_ABYTES == kAeadTagSize);

struct Freed {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

/// One context a thread: making one costs more than a short message. It is cleansed after each use.
EVP_CIPHER_CTX* cipher_context() {
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, Freed> context(EVP_CIPHER_CTX_new());
  ASSAY_ASSERT(context != nullptr);
  return context.get();
}

/// Fetched once: each implicit fetch takes a lock and a search in OpenSSL 3.
const EVP_CIPHER* aes_256_cbc() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr);
  ASSAY_ASSERT(cipher != nullptr);
  return cipher;
}

}  // namespace

Bytes aes_cbc_encrypt(ByteView key, ByteView iv, ByteView plaintext) {
  ASSAY_ASSERT(key.size() == kAesKeySize && iv.size() == kAesBlockSize);
  EVP_CIPHER_CTX* context = cipher_context();
  Bytes out((plaintext.size() / kAesBlockSize + 1) * kAesBlockSize, '\0');
  int written = 0;
  int rest = 0;
  ASSAY_ASSERT(EVP_EncryptInit_ex2(context, aes_256_cbc(), octets(key), octets(iv), nullptr) == 1);
  ASSAY_ASSERT(EVP_EncryptUpdate(context, octets(out), &written, octets(plaintext), static_cast<int>(plaintext.size())) == 1);
  ASSAY_ASSERT(EVP_EncryptFinal_ex(context, octets(out) + written, &rest) == 1);
  ASSAY_ASSERT(static_cast<std::size_t>(written + rest) == out.size());
  EVP_CIPHER_CTX_reset(context);
  return out;
}

std::optional<Secret> aes_cbc_decrypt(ByteView key, ByteView iv, ByteView ciphertext) {
  ASSAY_ASSERT(key.size() == kAesKeySize && iv.size() == kAesBlockSize);
  if (ciphertext.empty() || ciphertext.size() % kAesBlockSize != 0) return std::nullopt;
  EVP_CIPHER_CTX* context = cipher_context();
  Bytes out(ciphertext.size() + kAesBlockSize, '\0');
  int written = 0;
  int rest = 0;
  ASSAY_ASSERT(EVP_DecryptInit_ex2(context, aes_256_cbc(), octets(key), octets(iv), nullptr) == 1);
  ASSAY_ASSERT(EVP_DecryptUpdate(context, octets(out), &written, octets(ciphertext), static_cast<int>(ciphertext.size())) == 1);
  const bool padded = EVP_DecryptFinal_ex(context, octets(out) + written, &rest) == 1;
  EVP_CIPHER_CTX_reset(context);
  if (!padded) {
    wipe(out);
    return std::nullopt;
  }
  out.resize(static_cast<std::size_t>(written + rest));
  return Secret(std::move(out));
}

Bytes aead_seal(const Secret& key, const AeadInput& input) {
  ASSAY_ASSERT(key.size() == kAeadKeySize && input.nonce.size() == kAeadNonceSize);
  Bytes out(input.text.size() + kAeadTagSize, '\0');
  unsigned long long size = 0;
  ASSAY_ASSERT(crypto_aead_chacha20poly1305_ietf_encrypt(octets(out), &size, octets(input.text), input.text.size(),
                                                         octets(input.associated), input.associated.size(), nullptr, octets(input.nonce),
                                                         octets(key.reveal())) == 0);
  ASSAY_ASSERT(size == out.size());
  return out;
}

std::optional<Bytes> aead_open(const Secret& key, const AeadInput& input) {
  ASSAY_ASSERT(key.size() == kAeadKeySize && input.nonce.size() == kAeadNonceSize);
  if (input.text.size() < kAeadTagSize) return std::nullopt;
  Bytes out(input.text.size() - kAeadTagSize, '\0');
  unsigned long long size = 0;
  if (crypto_aead_chacha20poly1305_ietf_decrypt(octets(out), &size, nullptr, octets(input.text), input.text.size(),
                                                octets(input.associated), input.associated.size(), octets(input.nonce),
                                                octets(key.reveal())) != 0)
    return std::nullopt;
  return out;
}

}  // namespace assay::crypto
