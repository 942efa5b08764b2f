#include "reference/crypto/scram.hpp"

#include <gtest/gtest.h>

#include "reference/crypto/scram_messages.hpp"

namespace assay::crypto {
namespace {

struct Vector {
  HashName hash;
  std::string client_first;
  std::string server_first;
  std::string client_final;
  std::string server_final;
};

const Vector kRfc5802{
    HashName::Sha1, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL", "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
    "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=", "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="};
const Vector kRfc7677{HashName::Sha256, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
                      "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
                      "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
                      "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="};

class ScramVectors : public testing::TestWithParam<Vector> {};

INSTANTIATE_TEST_SUITE_P(Rfc, ScramVectors, testing::Values(kRfc5802, kRfc7677));

TEST_P(ScramVectors, ClientSaysWhatTheRfcSays) {
  const Vector& v = GetParam();
  const std::string nonce = v.client_first.substr(v.client_first.find("r=") + 2);
  const ScramClientFirst first{{}, "user", nonce};
  EXPECT_EQ(first.write(), v.client_first);
  const auto challenge = parse_server_first(v.server_first, nonce);
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->write(), v.server_first);
  const ScramKeys keys = scram_keys(v.hash, "pencil", challenge->salt, challenge->iterations);
  ScramClientFinal final{first.gs2.write(), challenge->nonce, {}};
  const std::string auth_message = scram_auth_message(first.bare(), v.server_first, final.without_proof());
  final.proof = scram_client_proof(keys, auth_message);
  EXPECT_EQ(final.write(), v.client_final);
  const auto outcome = parse_server_final(v.server_final);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->signature, scram_server_signature(v.hash, keys.server_key, auth_message));
}

TEST_P(ScramVectors, ServerAcceptsWhatTheRfcSays) {
  const Vector& v = GetParam();
  const auto first = parse_client_first(v.client_first);
  ASSERT_TRUE(first);
  const auto challenge = parse_server_first(v.server_first, first->message.nonce);
  ASSERT_TRUE(challenge);
  const auto final = parse_client_final(v.client_final, {first->gs2_text, {}, challenge->nonce});
  ASSERT_TRUE(final) << final.error().text;
  const ScramKeys keys = scram_keys(v.hash, "pencil", challenge->salt, challenge->iterations);
  const std::string auth_message = scram_auth_message(first->bare, v.server_first, final->without_proof);
  EXPECT_TRUE(scram_proof_is_valid(v.hash, keys.stored_key, auth_message, final->message.proof));
  EXPECT_EQ((ScramServerFinal{scram_server_signature(v.hash, keys.server_key, auth_message), {}}.write()), v.server_final);

  const ScramKeys others = scram_keys(v.hash, "Pencil", challenge->salt, challenge->iterations);
  EXPECT_FALSE(scram_proof_is_valid(v.hash, others.stored_key, auth_message, final->message.proof));
  EXPECT_FALSE(scram_proof_is_valid(v.hash, keys.stored_key, auth_message + "x", final->message.proof));
  EXPECT_FALSE(scram_proof_is_valid(v.hash, keys.stored_key, auth_message, final->message.proof.substr(1)));
}

TEST(ScramMemo, ComputesOnceAndAnswersTheSame) {
  ScramMemo memo(2);
  const auto client_key = [&](std::string_view password) {
    return Bytes(memo.keys(HashName::Sha256, password, "salt", 10).client_key.reveal());
  };
  const Bytes first = client_key("one");
  EXPECT_EQ(first, scram_keys(HashName::Sha256, "one", "salt", 10).client_key.reveal());
  EXPECT_EQ(client_key("one"), first);
  EXPECT_EQ(memo.computed(), 1U);
  EXPECT_NE(client_key("two"), first);
  EXPECT_NE(memo.keys(HashName::Sha256, "one", "salt", 11).client_key.reveal(), first);
  EXPECT_EQ(memo.computed(), 3U);
  EXPECT_EQ(client_key("one"), first);  // had to go when the third came
  EXPECT_EQ(memo.computed(), 4U);
}

}  // namespace
}  // namespace assay::crypto
