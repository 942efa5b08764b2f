// The vectors were computed by Python's hmac module.

#include "reference/crypto/hashed_token.hpp"

#include <gtest/gtest.h>

namespace assay::crypto {
namespace {

Bytes counted(std::size_t size) {
  Bytes octets;
  for (std::size_t i = 0; i < size; ++i) octets += static_cast<char>(i);
  return octets;
}

TEST(HashedToken, MatchesIndependentVectors) {
  EXPECT_EQ(hex(initiator_hash("secret-token", "")), "3f6de92b45cddc50c601ad166458f7b5874565e399f3006b1afb03f0bb03ff88");
  EXPECT_EQ(hex(initiator_hash("secret-token", counted(32))), "ab6e3bb5c4f3d34b47daaff873868dc5de6e8de8c3481a25bc777b828430fb33");
  EXPECT_EQ(hex(responder_hash("secret-token", "")), "5572a63e0496195609273c23be8a50b9bee64e0369324079e73245bf4472a5b1");
  EXPECT_EQ(hex(responder_hash("secret-token", counted(32))), "47e298013b0ab49dc75ef21fdbf377b0ee4b42b55d4102d8cfe98152a7ebe4de");
}

TEST(HashedToken, MessagesComeBack) {
  const HashedTokenMessage message{"12025550101", Bytes("\0hash", 5)};
  const auto read = HashedTokenMessage::parse(message.write());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->username, message.username);
  EXPECT_EQ(read->hash, message.hash);
  for (const Bytes& wrong : {Bytes(), Bytes("name"), Bytes("name\0", 5), Bytes("\0hash", 5), Bytes(256, 'n') + Bytes("\0h", 2)}) {
    EXPECT_FALSE(HashedTokenMessage::parse(wrong)) << hex(wrong);
  }
  EXPECT_TRUE(HashedTokenMessage::parse(Bytes(255, 'n') + Bytes("\0h", 2)));
}

TEST(HashedToken, MechanismsHaveNames) {
  for (const auto binding : {TokenBinding::None, TokenBinding::Exporter, TokenBinding::EndPoint, TokenBinding::Unique}) {
    EXPECT_EQ(ht_binding(ht_mechanism(binding)), binding);
  }
  EXPECT_EQ(ht_mechanism(TokenBinding::Unique), "HT-SHA-256-UNIQ");
  EXPECT_EQ(channel_binding_type(TokenBinding::EndPoint), "tls-server-end-point");
  EXPECT_FALSE(ht_binding("HT-SHA-512-NONE"));
}

}  // namespace
}  // namespace assay::crypto
