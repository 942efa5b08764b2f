#include "reference/crypto/curve25519.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <sodium.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/montgomery.hpp"
#include "reference/crypto/octets.hpp"

namespace assay::crypto {
namespace {

static_assert(crypto_scalarmult_BYTES == kX25519KeySize);
static_assert(crypto_scalarmult_SCALARBYTES == kX25519KeySize);

}  // namespace

X25519KeyPair x25519_key_pair(RandomSource& random) { return x25519_key_pair(random_secret(random, kX25519KeySize)); }

X25519KeyPair x25519_key_pair(Secret private_key) {
  ASSAY_ASSERT(private_key.size() == kX25519KeySize);
  // By the Edwards form: X25519's own ladder takes almost twice as long.
  return {montgomery_key(edwards_point(clamped(private_key))), std::move(private_key)};
}

std::optional<Secret> x25519(const Secret& private_key, ByteView public_key) {
  ASSAY_ASSERT(private_key.size() == kX25519KeySize);
  if (public_key.size() != kX25519KeySize) return std::nullopt;
  Bytes shared(kX25519KeySize, '\0');
  // libsodium refuses the points of low order and says so.
  if (crypto_scalarmult(octets(shared), octets(private_key.reveal()), octets(public_key)) != 0) return std::nullopt;
  return Secret(std::move(shared));
}

bool is_low_order(ByteView public_key) {
  // The points of order 1, 2, 4 and 8, and the two of them that have a second spelling below 2^255; the topmost bit does not count.
  static const std::vector<Bytes> points = [] {
    std::vector<Bytes> list;
    for (const char* text : {"0000000000000000000000000000000000000000000000000000000000000000",
                             "0100000000000000000000000000000000000000000000000000000000000000",
                             "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                             "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                             "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                             "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"})
      list.push_back(*from_hex(text));
    return list;
  }();
  Bytes plain{public_key};
  if (!plain.empty()) plain.back() = static_cast<char>(plain.back() & 0x7F);
  return std::ranges::find(points, plain) != points.end();
}

std::optional<Bytes> x25519_public_key(ByteView ed25519_public_key) {
  if (ed25519_public_key.size() != kEd25519PublicKeySize) return std::nullopt;
  Bytes out(kX25519KeySize, '\0');
  if (crypto_sign_ed25519_pk_to_curve25519(octets(out), octets(ed25519_public_key)) != 0) return std::nullopt;
  return out;
}

Secret x25519_private_key(const Ed25519KeyPair& keys) {
  ASSAY_ASSERT(keys.secret_key.size() == crypto_sign_SECRETKEYBYTES);
  Bytes out(kX25519KeySize, '\0');
  ASSAY_ASSERT(crypto_sign_ed25519_sk_to_curve25519(octets(out), octets(keys.secret_key.reveal())) == 0);
  return Secret(std::move(out));
}

}  // namespace assay::crypto
