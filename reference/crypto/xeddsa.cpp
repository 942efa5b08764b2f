#include "reference/crypto/xeddsa.hpp"

#include <cstdint>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/crypto/octets.hpp"

// Debian's <xeddsa.h> includes a header that its package leaves out, so the four functions that are used are declared here.
extern "C" {
int xeddsa_init();
void ed25519_priv_sign(std::uint8_t* signature, const std::uint8_t* private_key, const std::uint8_t* message, std::uint32_t size,
                       const std::uint8_t* nonce);
void curve25519_pub_to_ed25519_pub(std::uint8_t* edwards, const std::uint8_t* montgomery, bool sign);
void priv_force_sign(std::uint8_t* out, const std::uint8_t* private_key, bool sign);
}

namespace assay::crypto {
namespace {

constexpr std::size_t kNonceSize = 64;
constexpr unsigned char kSignBit = 0x80;

void initialise() {
  static const bool ready = xeddsa_init() >= 0;
  ASSAY_ASSERT(ready);
}

}  // namespace

Bytes xeddsa_sign(const X25519KeyPair& keys, ByteView message, RandomSource& random) {
  initialise();
  ASSAY_ASSERT(keys.private_key.size() == kX25519KeySize);
  // Section 2.3, calculate_key_pair: the private key whose Edwards point has the sign 0.
  Bytes private_key(kX25519KeySize, '\0');
  priv_force_sign(octets(private_key), octets(keys.private_key.reveal()), false);
  const Secret forced{std::move(private_key)};
  const Secret nonce = random_secret(random, kNonceSize);
  Bytes signature(kXeddsaSignatureSize, '\0');
  ed25519_priv_sign(octets(signature), octets(forced.reveal()), octets(message), static_cast<std::uint32_t>(message.size()),
                    octets(nonce.reveal()));
  return signature;
}

bool xeddsa_verify(ByteView x25519_public_key, ByteView message, ByteView signature) {
  initialise();
  if (x25519_public_key.size() != kX25519KeySize || signature.size() != kXeddsaSignatureSize) return false;
  Bytes plain{signature};
  const bool sign = (static_cast<unsigned char>(plain.back()) & kSignBit) != 0;
  plain.back() = static_cast<char>(static_cast<unsigned char>(plain.back()) & ~kSignBit);
  Bytes edwards(kEd25519PublicKeySize, '\0');
  curve25519_pub_to_ed25519_pub(octets(edwards), octets(x25519_public_key), sign);
  return crypto::ed25519_verify(edwards, message, plain);
}

}  // namespace assay::crypto
