#include "reference/crypto/ed25519.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

TEST(Ed25519, Rfc8032) {
  const auto keys = ed25519_key_pair(*from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  EXPECT_EQ(hex(keys.public_key), "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(hex(ed25519_sign(keys, "")),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a"
            "100b");
}

TEST(Ed25519, RefusesWhatWasNotSigned) {
  const auto keys = ed25519_key_pair(Bytes(32, 's'));
  const auto others = ed25519_key_pair(Bytes(32, 't'));
  const Bytes signature = ed25519_sign(keys, "message");
  EXPECT_TRUE(ed25519_verify(keys.public_key, "message", signature));
  EXPECT_FALSE(ed25519_verify(keys.public_key, "Message", signature));
  EXPECT_FALSE(ed25519_verify(others.public_key, "message", signature));
  EXPECT_FALSE(ed25519_verify(keys.public_key, "message", signature.substr(1)));
  EXPECT_FALSE(ed25519_verify(keys.public_key.substr(1), "message", signature));
}

TEST(Secret, MovesAndWipes) {
  Bytes octets = "a long enough string that it lies on the heap";
  Secret secret(std::move(octets));
  EXPECT_TRUE(octets.empty());  // NOLINT(bugprone-use-after-move): the constructor promises it
  Secret moved = std::move(secret);
  EXPECT_TRUE(secret.empty());  // NOLINT(bugprone-use-after-move)
  EXPECT_TRUE(constant_time_equal(moved, moved.copy()));
  EXPECT_FALSE(constant_time_equal(moved, Secret(Bytes("another"))));
}

TEST(Secret, WipeClearsTheWholeBuffer) {
  Bytes octets = "secret octets on the heap, thirty-odd of them";
  octets.resize(4);
  const char* buffer = octets.data();
  const std::size_t capacity = octets.capacity();
  wipe(octets);
  ASSERT_EQ(octets.capacity(), capacity);
  octets.resize(capacity, 'x');
  EXPECT_EQ(octets.data(), buffer);
  EXPECT_EQ(octets, Bytes(capacity, 'x'));
}

}  // namespace
}  // namespace assay::crypto
