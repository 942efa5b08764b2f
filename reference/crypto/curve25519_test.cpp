#include "reference/crypto/curve25519.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

Secret secret(const char* digits) { return Secret(*from_hex(digits)); }

TEST(X25519, Rfc7748Section52) {
  const auto first = x25519(secret("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
                            *from_hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"));
  ASSERT_TRUE(first);
  EXPECT_EQ(hex(first->reveal()), "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
  const auto second = x25519(secret("4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d"),
                             *from_hex("e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493"));
  ASSERT_TRUE(second);
  EXPECT_EQ(hex(second->reveal()), "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957");
}

TEST(X25519, Rfc7748Section61) {
  const X25519KeyPair bob = x25519_key_pair(secret("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb"));
  EXPECT_EQ(hex(bob.public_key), "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  const auto shared = x25519(bob.private_key, *from_hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"));
  ASSERT_TRUE(shared);
  EXPECT_EQ(hex(shared->reveal()), "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
}

// A key pair is made on the Edwards form; the ladder is the other way to it.
TEST(X25519, APublicKeyIsTheLaddersOfTheBasePoint) {
  const Bytes base = Bytes(1, '\x09') + Bytes(31, '\0');
  KeyedRandom random(1, "ladder");
  std::vector<Bytes> keys{Bytes(32, '\0'), Bytes(32, '\xFF'), Bytes(31, '\0') + "\x80", Bytes(1, '\x08') + Bytes(31, '\0')};
  for (int i = 0; i < 200; ++i) keys.push_back(random.bytes(32));
  for (const Bytes& key : keys) {
    const X25519KeyPair pair = x25519_key_pair(Secret(Bytes(key)));
    EXPECT_EQ(hex(pair.public_key), hex(x25519(pair.private_key, base)->reveal())) << hex(key);
    EXPECT_EQ(pair.private_key.reveal(), key) << "as it was given";
  }
}

TEST(X25519, BothSidesGetTheSameSecret) {
  KeyedRandom random(1, "x25519");
  const X25519KeyPair a = x25519_key_pair(random);
  const X25519KeyPair b = x25519_key_pair(random);
  EXPECT_EQ(x25519(a.private_key, b.public_key)->reveal(), x25519(b.private_key, a.public_key)->reveal());
}

TEST(X25519, RefusesPointsOfLowOrder) {
  KeyedRandom random(1, "low order");
  const X25519KeyPair keys = x25519_key_pair(random);
  EXPECT_FALSE(x25519(keys.private_key, Bytes(32, '\0')));
  EXPECT_FALSE(x25519(keys.private_key, Bytes(1, '\1') + Bytes(31, '\0')));
  EXPECT_FALSE(x25519(keys.private_key, *from_hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")));
  EXPECT_FALSE(x25519(keys.private_key, *from_hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")));
  EXPECT_FALSE(x25519(keys.private_key, Bytes(31, 'a')));
  for (const char* first : {"ec", "ed", "ee"}) {
    Bytes point = *from_hex(first) + Bytes(30, '\xff') + "\x7f";
    EXPECT_FALSE(x25519(keys.private_key, point));
    EXPECT_TRUE(is_low_order(point));
    point.back() = '\xff';
    EXPECT_FALSE(x25519(keys.private_key, point));
    EXPECT_TRUE(is_low_order(point));
  }
  EXPECT_TRUE(is_low_order(Bytes(32, '\0')));
  EXPECT_TRUE(is_low_order(*from_hex("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")));
  EXPECT_FALSE(is_low_order(keys.public_key));
}

TEST(X25519, AnEd25519KeyPairHasAMontgomeryForm) {
  KeyedRandom random(1, "map");
  for (int i = 0; i < 20; ++i) {
    const Ed25519KeyPair edwards = ed25519_key_pair(random.bytes(32));
    const X25519KeyPair montgomery = x25519_key_pair(x25519_private_key(edwards));
    EXPECT_EQ(x25519_public_key(edwards.public_key), montgomery.public_key);
  }
  EXPECT_FALSE(x25519_public_key(Bytes(32, '\0')));
  EXPECT_FALSE(x25519_public_key(Bytes(31, 'a')));
}

}  // namespace
}  // namespace assay::crypto
