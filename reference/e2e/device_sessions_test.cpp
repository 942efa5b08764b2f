#include "reference/e2e/device_sessions.hpp"

#include <gtest/gtest.h>

#include "reference/e2e/payload.hpp"
#include "reference/e2e/x3dh.hpp"

namespace assay::e2e {
namespace {

constexpr WallTime kSessionsStart{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

struct Device {
  KeyedRandom random;
  OwnKeys keys;
  DeviceSessions sessions;
  explicit Device(const char* name) : random(1, name), keys(OwnKeys::create(random, kSessionsStart)) {}

  /// As a prekey service hands it out.
  Bundle bundle(std::size_t which = 0) { return keys.bundle(keys.one_time_prekeys()[which].id); }
  KeyMessage say(ByteView text) { return sessions.encrypt(text, random); }
  Bytes hear(const KeyMessage& message) {
    auto decrypted = sessions.decrypt(keys, message);
    return decrypted ? Bytes(decrypted->plaintext.reveal()) : "fault: " + Bytes(name_of(decrypted.error()));
  }
};

struct DeviceSessionsTest : ::testing::Test {
  Device alice{"alice"};
  Device bob{"bob"};
  void begin() { ASSERT_TRUE(alice.sessions.begin(alice.keys.identity(), bob.bundle(), alice.random)); }
};

TEST_F(DeviceSessionsTest, SendsKeyExchangesUntilItIsAnswered) {
  begin();
  const KeyMessage first = alice.say("one");
  const KeyMessage second = alice.say("two");
  EXPECT_TRUE(first.key_exchange && second.key_exchange);
  EXPECT_EQ(bob.hear(second), "two");
  EXPECT_EQ(bob.hear(first), "one");  // of the same session, although its prekey is used up
  EXPECT_EQ(alice.hear(bob.say("answer")), "answer");
  const KeyMessage third = alice.say("three");
  EXPECT_FALSE(third.key_exchange);
  EXPECT_EQ(bob.hear(third), "three");
  EXPECT_EQ(bob.sessions.size(), 1u);
}

TEST_F(DeviceSessionsTest, UsesAOneTimePrekeyUp) {
  begin();
  const std::size_t before = bob.keys.one_time_prekeys().size();
  const KeyMessage first = alice.say("one");
  EXPECT_EQ(bob.hear(first), "one");
  EXPECT_EQ(bob.keys.one_time_prekeys().size(), before - 1);
  // Who lost the session cannot be made to begin it again.
  bob.sessions.reset();
  EXPECT_EQ(bob.hear(first), "fault: unknown-prekey");
}

TEST_F(DeviceSessionsTest, SayThatTheLastResortBeganOne) {
  begin();
  const auto by_one_time = bob.sessions.decrypt(bob.keys, alice.say("one"));
  ASSERT_TRUE(by_one_time);
  EXPECT_FALSE(by_one_time->last_resort);
  ASSERT_TRUE(alice.sessions.begin(alice.keys.identity(), bob.keys.bundle(), alice.random));
  const auto by_last_resort = bob.sessions.decrypt(bob.keys, alice.say("two"));
  ASSERT_TRUE(by_last_resort);
  EXPECT_TRUE(by_last_resort->last_resort);
  EXPECT_EQ(bob.keys.until_rotation(kSessionsStart), kSignedPreKeyLeastAge);
  EXPECT_EQ(bob.keys.until_rotation(kSessionsStart - std::chrono::hours{1}), kSignedPreKeyLeastAge) << "a clock that went back";
  const auto again = bob.sessions.decrypt(bob.keys, alice.say("three"));
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->last_resort) << "it began nothing any more";
}

TEST_F(DeviceSessionsTest, AForgedExchangeUsesNothingUp) {
  begin();
  KeyMessage first = alice.say("one");
  auto exchange = *KeyExchange::parse(first.octets);
  exchange.message.mac[0] = static_cast<char>(exchange.message.mac[0] ^ 1);
  const Bytes keys_before{bob.keys.write().reveal()};
  EXPECT_EQ(bob.hear({true, exchange.write()}), "fault: not-authentic");
  EXPECT_EQ(Bytes(bob.keys.write().reveal()), keys_before);
  EXPECT_FALSE(bob.sessions.can_encrypt());
  EXPECT_EQ(bob.hear(first), "one");
}

TEST_F(DeviceSessionsTest, TwoThatStartAtOnceComeTogether) {
  begin();
  ASSERT_TRUE(bob.sessions.begin(bob.keys.identity(), alice.bundle(), bob.random));
  const KeyMessage from_alice = alice.say("from alice");
  const KeyMessage from_bob = bob.say("from bob");
  EXPECT_EQ(bob.hear(from_alice), "from alice");
  EXPECT_EQ(alice.hear(from_bob), "from bob");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(bob.hear(alice.say("a")), "a");
    EXPECT_EQ(alice.hear(bob.say("b")), "b");
  }
  EXPECT_EQ(bob.sessions.size(), 2u);
}

TEST_F(DeviceSessionsTest, KeepsFewSessions) {
  for (std::size_t i = 0; i < 10; ++i) {
    ASSERT_TRUE(alice.sessions.begin(alice.keys.identity(), bob.bundle(), alice.random));
    EXPECT_EQ(bob.hear(alice.say("m")), "m");
  }
  EXPECT_EQ(alice.sessions.size(), kSessionsOfOneDevice);
  EXPECT_EQ(bob.sessions.size(), kSessionsOfOneDevice);
}

TEST_F(DeviceSessionsTest, AnotherIdentityIsToldAndNotTaken) {
  begin();
  EXPECT_EQ(bob.hear(alice.say("m")), "m");
  Device mallory("mallory");
  const auto begun = alice.sessions.begin(alice.keys.identity(), mallory.bundle(), alice.random);
  ASSERT_FALSE(begun);
  EXPECT_EQ(begun.error(), Fault::IdentityChanged);
  ASSERT_TRUE(mallory.sessions.begin(mallory.keys.identity(), bob.bundle(), mallory.random));
  EXPECT_EQ(bob.hear(mallory.say("m")), "fault: identity-changed");
  bob.sessions.reset();  // the user accepts
  EXPECT_EQ(bob.hear(mallory.say("m")), "m");
}

TEST_F(DeviceSessionsTest, RefusesBundlesThatNobodySigned) {
  const auto refused = [&](Bundle bundle) {
    const auto begun = alice.sessions.begin(alice.keys.identity(), bundle, alice.random);
    EXPECT_FALSE(alice.sessions.can_encrypt());
    return begun ? "" : Bytes(name_of(begun.error()));
  };
  Bundle bundle = bob.bundle();
  bundle.signed_prekey.signature[5] = static_cast<char>(bundle.signed_prekey.signature[5] ^ 1);
  EXPECT_EQ(refused(bundle), "bad-signature");
  bundle = bob.bundle();
  bundle.signed_prekey.key.key = crypto::x25519_key_pair(alice.random).public_key;
  EXPECT_EQ(refused(bundle), "bad-signature");
  bundle = bob.bundle();
  bundle.identity_key = Bytes(32, '\0');
  EXPECT_EQ(refused(bundle), "bad-key");
  bundle = bob.bundle();
  bundle.prekey.key = Bytes(32, '\0');
  EXPECT_EQ(refused(bundle), "bad-key");
  bundle = bob.bundle();
  bundle.signed_prekey.key.key = Bytes(32, '\0');  // signed by its owner, and still of low order
  bundle.signed_prekey.signature = crypto::ed25519_sign(bob.keys.identity(), bundle.signed_prekey.key.key);
  EXPECT_EQ(refused(bundle), "bad-key");
}

TEST_F(DeviceSessionsTest, RefusesExchangesOfLowOrder) {
  begin();
  auto exchange = *KeyExchange::parse(alice.say("m").octets);
  auto broken = exchange;
  broken.header.ephemeral_key = Bytes(32, '\0');
  EXPECT_EQ(bob.hear({true, broken.write()}), "fault: bad-key");
  broken = exchange;
  broken.header.identity_key = Bytes(32, '\0');
  EXPECT_EQ(bob.hear({true, broken.write()}), "fault: bad-key");
  broken = exchange;
  broken.header.signed_prekey ^= 1;
  EXPECT_EQ(bob.hear({true, broken.write()}), "fault: unknown-prekey");
}

TEST_F(DeviceSessionsTest, GoesOnFromWhatWasStored) {
  begin();
  EXPECT_EQ(bob.hear(alice.say("one")), "one");
  for (Device* device : {&alice, &bob}) {
    const auto stored = device->sessions.write();
    device->sessions = *DeviceSessions::parse(stored.reveal());
    EXPECT_EQ(Bytes(device->sessions.write().reveal()), Bytes(stored.reveal()));
    const auto keys = device->keys.write();
    device->keys = *OwnKeys::parse(keys.reveal());
    EXPECT_EQ(Bytes(device->keys.write().reveal()), Bytes(keys.reveal()));
    EXPECT_FALSE(OwnKeys::parse(keys.reveal().substr(1)));
    EXPECT_FALSE(DeviceSessions::parse(stored.reveal().substr(0, stored.size() - 1)));
  }
  EXPECT_EQ(alice.hear(bob.say("two")), "two");
}

TEST_F(DeviceSessionsTest, ARestoredBackupIsBehindAndRecovers) {
  begin();
  EXPECT_EQ(bob.hear(alice.say("one")), "one");
  EXPECT_EQ(alice.hear(bob.say("two")), "two");
  const auto backup = bob.sessions.write();
  EXPECT_EQ(bob.hear(alice.say("three")), "three");
  EXPECT_EQ(alice.hear(bob.say("four")), "four");
  EXPECT_EQ(bob.hear(alice.say("five")), "five");
  EXPECT_EQ(alice.hear(bob.say("six")), "six");
  bob.sessions = *DeviceSessions::parse(backup.reveal());
  EXPECT_EQ(bob.hear(alice.say("seven")), "fault: not-authentic");
  ASSERT_TRUE(bob.sessions.begin(bob.keys.identity(), alice.bundle(), bob.random));
  EXPECT_EQ(alice.hear(bob.say("anew")), "anew");
  EXPECT_EQ(bob.hear(alice.say("eight")), "eight");
}

TEST(OwnKeys, RotatesAndKeepsTheOldOneForAPeriod) {
  KeyedRandom random(3, "own keys");
  OwnKeys keys = OwnKeys::create(random, kSessionsStart);
  const auto first = keys.signed_prekey();
  const auto first_resort = keys.last_resort();
  EXPECT_TRUE(signature_is_valid(keys.identity().public_key, first));
  EXPECT_EQ(keys.one_time_prekeys().size(), kOneTimePreKeys);
  EXPECT_FALSE(keys.rotation_is_due(kSessionsStart + kSignedPreKeyPeriod - std::chrono::seconds{1}));
  EXPECT_TRUE(keys.rotation_is_due(kSessionsStart + kSignedPreKeyPeriod));
  keys.rotate(random, kSessionsStart + kSignedPreKeyPeriod);
  EXPECT_NE(keys.signed_prekey(), first);
  EXPECT_TRUE(keys.find(first.key.id, first_resort.id));
  keys.rotate(random, kSessionsStart + 2 * kSignedPreKeyPeriod);
  EXPECT_FALSE(keys.find(first.key.id, first_resort.id));
}

TEST(OwnKeys, RotatesEarlyAfterTheLastResortButNotAtOnce) {
  KeyedRandom random(3, "own keys");
  OwnKeys keys = OwnKeys::create(random, kSessionsStart);
  keys.used(keys.last_resort().id);
  EXPECT_FALSE(keys.rotation_is_due(kSessionsStart + kSignedPreKeyLeastAge - std::chrono::seconds{1}));
  EXPECT_TRUE(keys.rotation_is_due(kSessionsStart + kSignedPreKeyLeastAge));
}

TEST(OwnKeys, ManyRotationsKeepFewKeys) {
  KeyedRandom random(3, "own keys");
  OwnKeys keys = OwnKeys::create(random, kSessionsStart);
  const auto first = keys.signed_prekey();
  for (int i = 1; i < 50; ++i) keys.rotate(random, kSessionsStart + i * kSignedPreKeyLeastAge);
  EXPECT_FALSE(keys.find(first.key.id, keys.last_resort().id));
  ASSERT_TRUE(OwnKeys::parse(keys.write().reveal()));
}

TEST(Payload, OpensWithItsKeyMaterialAlone) {
  KeyedRandom random(4, "payload");
  const SealedPayload sealed = seal_payload("an envelope", random);
  EXPECT_EQ(open_payload(sealed.ciphertext, sealed.key_material)->reveal(), "an envelope");
  const SealedPayload other = seal_payload("an envelope", random);
  EXPECT_EQ(open_payload(sealed.ciphertext, other.key_material).error(), Fault::NotAuthentic);
  EXPECT_EQ(open_payload(sealed.ciphertext, crypto::Secret(empty_key_material())).error(), Fault::Malformed);
  for (std::size_t at = 0; at < sealed.ciphertext.size(); ++at) {
    Bytes broken = sealed.ciphertext;
    broken[at] = static_cast<char>(broken[at] ^ 1);
    EXPECT_FALSE(open_payload(broken, sealed.key_material));
  }
}

}  // namespace
}  // namespace assay::e2e
