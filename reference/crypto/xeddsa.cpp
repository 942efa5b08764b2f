#include "reference/crypto/xeddsa.hpp"

#include <array>
#include <initializer_list>
#include <utility>

#include <sodium.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/montgomery.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
namespace {

constexpr std::size_t kNonceSize = 64;
constexpr unsigned char kSignBit = 0x80;

using WideScalar = std::array<unsigned char, crypto_hash_sha512_BYTES>;
static_assert(crypto_core_ed25519_NONREDUCEDSCALARBYTES == sizeof(WideScalar));
static_assert(crypto_core_ed25519_SCALARBYTES == kX25519KeySize);

/// SHA-512 of the parts, modulo the order of the base point, into `out`.
void hashed_scalar(unsigned char* out, std::initializer_list<ByteView> parts) {
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  for (const ByteView part : parts) crypto_hash_sha512_update(&state, octets(part), part.size());
  WideScalar wide;
  crypto_hash_sha512_final(&state, wide.data());
  crypto_core_ed25519_scalar_reduce(out, wide.data());
  sodium_memzero(wide.data(), wide.size());
  sodium_memzero(&state, sizeof state);
}

}  // namespace

// Section 2.3, calculate_key_pair: the private key, or its negative, whose Edwards point has the sign 0.
XeddsaSigner::XeddsaSigner(const X25519KeyPair& keys) : scalar_(clamped(keys.private_key)), public_key_(edwards_point(scalar_)) {
  if ((static_cast<unsigned char>(public_key_.back()) & kSignBit) == 0) return;
  public_key_.back() = static_cast<char>(static_cast<unsigned char>(public_key_.back()) ^ kSignBit);
  Bytes negative(kX25519KeySize, '\0');
  crypto_core_ed25519_scalar_negate(octets(negative), octets(scalar_.reveal()));
  scalar_ = Secret(std::move(negative));
}

Bytes XeddsaSigner::sign(ByteView message, RandomSource& random) const {
  const Secret nonce = random_secret(random, kNonceSize);
  // hash1 of section 2.2: 32 octets before it that begin no point.
  static const Bytes kHash1 = '\xFE' + Bytes(kX25519KeySize - 1, '\xFF');
  Bytes signature(kXeddsaSignatureSize, '\0');
  Bytes nonce_scalar(kX25519KeySize, '\0');
  hashed_scalar(octets(nonce_scalar), {kHash1, scalar_.reveal(), message, nonce.reveal()});
  const Secret r(std::move(nonce_scalar));
  ASSAY_ASSERT(crypto_scalarmult_ed25519_base_noclamp(octets(signature), octets(r.reveal())) == 0);
  const ByteView point = ByteView(signature).substr(0, kX25519KeySize);
  std::array<unsigned char, kX25519KeySize> h;
  hashed_scalar(h.data(), {point, public_key_, message});
  unsigned char* s = octets(signature) + kX25519KeySize;
  crypto_core_ed25519_scalar_mul(s, h.data(), octets(scalar_.reveal()));
  crypto_core_ed25519_scalar_add(s, s, octets(r.reveal()));
  return signature;
}

XeddsaVerifier::XeddsaVerifier(ByteView x25519_public_key) {
  if (x25519_public_key.size() == kX25519KeySize) public_key_ = edwards_key(x25519_public_key);
}

bool XeddsaVerifier::verify(ByteView message, ByteView signature) const {
  if (public_key_.empty() || signature.size() != kXeddsaSignatureSize) return false;
  Bytes plain{signature};
  Bytes edwards = public_key_;
  const unsigned char sign = static_cast<unsigned char>(plain.back()) & kSignBit;
  plain.back() = static_cast<char>(static_cast<unsigned char>(plain.back()) ^ sign);
  edwards.back() = static_cast<char>(static_cast<unsigned char>(edwards.back()) | sign);
  return ed25519_verify(edwards, message, plain);
}

Bytes xeddsa_sign(const X25519KeyPair& keys, ByteView message, RandomSource& random) { return XeddsaSigner(keys).sign(message, random); }

bool xeddsa_verify(ByteView x25519_public_key, ByteView message, ByteView signature) {
  return XeddsaVerifier(x25519_public_key).verify(message, signature);
}

}  // namespace assay::crypto
