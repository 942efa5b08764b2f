#include "reference/crypto/xeddsa.hpp"

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

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
