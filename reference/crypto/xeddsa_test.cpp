#include "reference/crypto/xeddsa.hpp"

#include <cstdint>

#include <gtest/gtest.h>

// libxeddsa's own: see montgomery.cpp.
extern "C" {
int xeddsa_init();
void ed25519_priv_sign(std::uint8_t* signature, const std::uint8_t* private_key, const std::uint8_t* message, std::uint32_t size,
                       const std::uint8_t* nonce);
void priv_force_sign(std::uint8_t* out, const std::uint8_t* private_key, bool sign);
}

namespace assay::crypto {
namespace {

const std::uint8_t* octets_of(ByteView view) { return reinterpret_cast<const std::uint8_t*>(view.data()); }
std::uint8_t* octets_of(Bytes& bytes) { return reinterpret_cast<std::uint8_t*>(bytes.data()); }

TEST(Xeddsa, SignsAsLibxeddsaDoes) {
  ASSERT_GE(xeddsa_init(), 0);
  for (int i = 0; i < 50; ++i) {
    KeyedRandom random(i, "libxeddsa");
    const X25519KeyPair keys = x25519_key_pair(random);
    const Bytes message = random.bytes(random.below(700));
    KeyedRandom ours(i, "nonce");
    KeyedRandom theirs(i, "nonce");
    Bytes private_key(32, '\0');
    Bytes signature(kXeddsaSignatureSize, '\0');
    const Bytes nonce = theirs.bytes(64);
    priv_force_sign(octets_of(private_key), octets_of(keys.private_key.reveal()), false);
    ed25519_priv_sign(octets_of(signature), octets_of(private_key), octets_of(message), static_cast<std::uint32_t>(message.size()),
                      octets_of(nonce));
    EXPECT_EQ(hex(xeddsa_sign(keys, message, ours)), hex(signature));
  }
}

TEST(Xeddsa, SignsAndVerifies) {
  KeyedRandom random(1, "xeddsa");
  for (int i = 0; i < 20; ++i) {
    const X25519KeyPair keys = x25519_key_pair(random);
    const Bytes message = random.bytes(random.below(100));
    const Bytes signature = xeddsa_sign(keys, message, random);
    EXPECT_TRUE(xeddsa_verify(keys.public_key, message, signature));
    EXPECT_FALSE(xeddsa_verify(keys.public_key, message + "x", signature));
    EXPECT_FALSE(xeddsa_verify(x25519_key_pair(random).public_key, message, signature));
    for (std::size_t at : {0u, 31u, 32u, 63u}) {
      Bytes broken = signature;
      broken[at] = static_cast<char>(broken[at] ^ 1);
      EXPECT_FALSE(xeddsa_verify(keys.public_key, message, broken));
    }
  }
}

TEST(Xeddsa, WrongLengthsAreFalse) {
  KeyedRandom random(1, "lengths");
  const X25519KeyPair keys = x25519_key_pair(random);
  const Bytes signature = xeddsa_sign(keys, "m", random);
  EXPECT_FALSE(xeddsa_verify(keys.public_key, "m", signature.substr(1)));
  EXPECT_FALSE(xeddsa_verify(keys.public_key.substr(1), "m", signature));
}

}  // namespace
}  // namespace assay::crypto
