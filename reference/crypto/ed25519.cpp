#include "reference/crypto/ed25519.hpp"

#include <utility>

#include <sodium.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
namespace {

static_assert(crypto_sign_SEEDBYTES == kEd25519SeedSize);
static_assert(crypto_sign_PUBLICKEYBYTES == kEd25519PublicKeySize);
static_assert(crypto_sign_BYTES == kEd25519SignatureSize);

}  // namespace

Ed25519KeyPair ed25519_key_pair(ByteView seed) {
  ASSAY_ASSERT(seed.size() == kEd25519SeedSize);
  Bytes public_key(crypto_sign_PUBLICKEYBYTES, '\0');
  Bytes secret_key(crypto_sign_SECRETKEYBYTES, '\0');
  ASSAY_ASSERT(crypto_sign_seed_keypair(octets(public_key), octets(secret_key), octets(seed)) == 0);
  return {std::move(public_key), Secret(std::move(secret_key))};
}

Bytes ed25519_sign(const Ed25519KeyPair& keys, ByteView message) {
  ASSAY_ASSERT(keys.secret_key.size() == crypto_sign_SECRETKEYBYTES);
  Bytes signature(crypto_sign_BYTES, '\0');
  ASSAY_ASSERT(crypto_sign_detached(octets(signature), nullptr, octets(message), message.size(), octets(keys.secret_key.reveal())) == 0);
  return signature;
}

bool ed25519_verify(ByteView public_key, ByteView message, ByteView signature) {
  return public_key.size() == kEd25519PublicKeySize && signature.size() == kEd25519SignatureSize &&
         crypto_sign_verify_detached(octets(signature), octets(message), message.size(), octets(public_key)) == 0;
}

}  // namespace assay::crypto
