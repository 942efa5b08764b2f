#include "reference/client/key_log_proof.hpp"

#include <gtest/gtest.h>

#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::client {
namespace {

namespace list_ = stanza::device_list;
namespace log_ = stanza::key_log;

constexpr const char* kDomain = "example.org";
constexpr const char* kAccount = "12025550101@example.org";
const WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

/// A log of two leaves, of which the second is our list's; it was seen when it had the first.
class LogProof : public testing::Test {
 protected:
  static Bytes leaf_of(const log_::Proof& proof) {
    const Bytes digest = crypto::sha256(log_::digested_octets(kAccount, proof.list));
    return crypto::merkle_leaf(log_::entry_octets(kAccount, proof.list.version, digest, proof.nonce));
  }

  LogProof() {
    proof.index = 1;
    proof.nonce = Bytes(log_::kNonceOctets, 'n');
    proof.list = {3, kNow + std::chrono::days{30}, Bytes(64, 's'), {{7, Bytes(32, 'i')}}};
    proof.inclusion = first;
    proof.consistency = leaf_of(proof);
    proof.head = {2, kNow, keys.public_key, {}, crypto::merkle_node(first, leaf_of(proof))};
    sign();
  }
  void sign() { proof.head.signature = crypto::ed25519_sign(keys, log_::signed_octets(kDomain, proof.head)); }
  [[nodiscard]] LogFault fault(const std::optional<KnownLog>& of) const {
    const auto judged = judge(of, kDomain, kAccount, proof, kNow);
    EXPECT_FALSE(judged);
    return judged ? LogFault::NoLog : judged.error();
  }

  crypto::Ed25519KeyPair keys = crypto::ed25519_key_pair(Bytes(32, 'l'));
  Bytes first = crypto::merkle_leaf("somebody's");
  KnownLog known{keys.public_key, {1, first}};
  log_::Proof proof;
};

TEST_F(LogProof, IsGoodWhereTheLogGoesOn) {
  const auto judged = judge(known, kDomain, kAccount, proof, kNow);
  ASSERT_TRUE(judged);
  EXPECT_EQ(judged->head, (crypto::MerkleHead{2, proof.head.root}));
  proof.consistency.reset();
  EXPECT_TRUE(judge(std::nullopt, kDomain, kAccount, proof, kNow)) << "there is nothing to go on from";
  proof.consistency = Bytes();
  EXPECT_TRUE(judge(*judged, kDomain, kAccount, proof, kNow)) << "the same once more";
}

TEST_F(LogProof, IsOfOneDomainAndOneAccount) {
  EXPECT_EQ(judge(known, "example.com", kAccount, proof, kNow).error(), LogFault::BadHead);
  EXPECT_EQ(judge(known, kDomain, "12025550102@example.org", proof, kNow).error(), LogFault::BadProof);
}

TEST_F(LogProof, TellsAnotherLog) {
  known.key = Bytes(32, 'k');
  EXPECT_EQ(fault(known), LogFault::OtherLog);
}

TEST_F(LogProof, TellsAForkedLog) {
  known.head.root = crypto::merkle_leaf("another's");
  EXPECT_EQ(fault(known), LogFault::ForkedLog);
  known.head = {2, crypto::merkle_leaf("another's")};
  proof.consistency = Bytes();
  EXPECT_EQ(fault(known), LogFault::ForkedLog);
}

TEST_F(LogProof, TellsAnOldHead) {
  known.head.size = 3;
  EXPECT_EQ(fault(known), LogFault::OldHead);
  known.head.size = 1;
  proof.head.time = kNow - std::chrono::hours{25};
  EXPECT_EQ(fault(known), LogFault::BadHead) << "the time is signed";
  sign();
  EXPECT_EQ(fault(known), LogFault::OldHead);
}

TEST_F(LogProof, TellsWhatIsNoProof) {
  proof.consistency.reset();
  EXPECT_EQ(fault(known), LogFault::BadProof);
  proof.list.version = 4;
  EXPECT_EQ(fault(std::nullopt), LogFault::BadProof);
}

}  // namespace
}  // namespace assay::client
