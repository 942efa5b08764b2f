#include "reference/e2e/sender_keys.hpp"

#include <gtest/gtest.h>

namespace assay::e2e {
namespace {

constexpr WallTime kSenderKeysStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};
const SenderKeyScope kScope{"g1@groups.example.org", 7, DeviceId{31'415}};

struct SenderKeysTest : ::testing::Test {
  KeyedRandom random{1, "sender keys"};
  OwnSenderKey own = OwnSenderKey::create(kScope, random, kSenderKeysStart);
  ReceivedSenderKeys received;
  void SetUp() override { ASSERT_TRUE(received.add(kScope, own.distribution().reveal())); }

  Bytes read(ByteView message) {
    auto decrypted = received.decrypt(message);
    return decrypted ? Bytes(decrypted->plaintext.reveal()) : "fault: " + Bytes(name_of(decrypted.error()));
  }
};

TEST_F(SenderKeysTest, EveryMemberReadsAndKnowsWhatTheKeyWasFor) {
  ReceivedSenderKeys late;
  EXPECT_EQ(read(own.encrypt("one", random)), "one");
  ASSERT_TRUE(late.add(kScope, own.distribution().reveal()));
  const Bytes two = own.encrypt("two", random);
  EXPECT_EQ(read(two), "two");
  const auto decrypted = late.decrypt(two);
  ASSERT_TRUE(decrypted);
  EXPECT_EQ(decrypted->scope, kScope);
}

TEST_F(SenderKeysTest, AnyOrderOnceEach) {
  const Bytes one = own.encrypt("one", random);
  const Bytes two = own.encrypt("two", random);
  const Bytes three = own.encrypt("three", random);
  EXPECT_EQ(read(three), "three");
  EXPECT_EQ(read(one), "one");
  EXPECT_EQ(read(one), "fault: replayed");
  EXPECT_EQ(read(two), "two");
  EXPECT_EQ(read(three), "fault: replayed");
}

TEST_F(SenderKeysTest, TakesTwoThousandStepsAndNotOneMore) {
  Bytes message;
  for (std::uint32_t i = 0; i <= kSenderKeySteps; ++i) message = own.encrypt("m", random);
  const Bytes next = own.encrypt("n", random);
  EXPECT_EQ(read(next), "fault: too-far-ahead");
  EXPECT_EQ(read(message), "m");
  EXPECT_EQ(read(next), "n");
}

TEST_F(SenderKeysTest, NothingChangesWhereAnOctetIsWrong) {
  const Bytes sound = own.encrypt("sound", random);
  const Bytes before{received.write().reveal()};
  for (std::size_t at = 0; at < sound.size(); ++at) {
    Bytes broken = sound;
    broken[at] = static_cast<char>(broken[at] ^ 0x10);
    EXPECT_FALSE(received.decrypt(broken)) << at;
    EXPECT_EQ(Bytes(received.write().reveal()), before) << at;
  }
  EXPECT_EQ(read(sound), "sound");
}

TEST_F(SenderKeysTest, WhoHasTheChainKeyCannotWriteInTheSendersName) {
  const auto stolen = SenderKeyDistribution::parse(own.distribution().reveal());
  OwnSenderKey forged = OwnSenderKey::create(kScope, random, kSenderKeysStart);
  auto message = *SenderKeyMessage::parse(forged.encrypt("forged", random));
  message.chain = stolen->chain;
  EXPECT_EQ(read(message.write()), "fault: bad-signature");
}

TEST_F(SenderKeysTest, AKnownChainIsNotReplaced) {
  OwnSenderKey other = OwnSenderKey::create(kScope, random, kSenderKeysStart);
  auto stolen = *SenderKeyDistribution::parse(other.distribution().reveal());
  stolen.chain = SenderKeyDistribution::parse(own.distribution().reveal())->chain;
  EXPECT_EQ(received.add(kScope, stolen.write().reveal()).error(), Fault::BadKey);
  EXPECT_EQ(received.add({"other@groups.example.org", 7, DeviceId{31'415}}, own.distribution().reveal()).error(), Fault::BadKey);
  EXPECT_TRUE(received.add(kScope, own.distribution().reveal()));
  EXPECT_EQ(received.chains(), 1u);
}

TEST_F(SenderKeysTest, KeepsTheLastChains) {
  for (int i = 0; i < 10; ++i)
    ASSERT_TRUE(received.add(kScope, OwnSenderKey::create(kScope, random, kSenderKeysStart).distribution().reveal()));
  EXPECT_EQ(received.chains(), kSenderKeyChains);
  EXPECT_EQ(read(own.encrypt("m", random)), "fault: no-session");
}

TEST_F(SenderKeysTest, IsReplacedAfterAThousandMessagesOrSevenDays) {
  EXPECT_FALSE(own.rotation_is_due(kSenderKeysStart + kSenderKeyAge - std::chrono::seconds{1}));
  EXPECT_TRUE(own.rotation_is_due(kSenderKeysStart + kSenderKeyAge));
  for (std::uint32_t i = 0; i < kSenderKeyMessages; ++i) {
    EXPECT_FALSE(own.rotation_is_due(kSenderKeysStart));
    (void)own.encrypt("m", random);
  }
  EXPECT_TRUE(own.rotation_is_due(kSenderKeysStart));
}

TEST_F(SenderKeysTest, GoesOnFromWhatWasStored) {
  const Bytes late = own.encrypt("late", random);
  EXPECT_EQ(read(own.encrypt("one", random)), "one");
  own = *OwnSenderKey::parse(own.write().reveal());
  const auto stored = received.write();
  received = *ReceivedSenderKeys::parse(stored.reveal());
  EXPECT_EQ(Bytes(received.write().reveal()), Bytes(stored.reveal()));
  EXPECT_EQ(read(late), "late");
  EXPECT_EQ(read(own.encrypt("two", random)), "two");
  EXPECT_FALSE(ReceivedSenderKeys::parse(stored.reveal().substr(0, stored.size() - 1)));
  EXPECT_FALSE(OwnSenderKey::parse("\x01"));
}

}  // namespace
}  // namespace assay::e2e
