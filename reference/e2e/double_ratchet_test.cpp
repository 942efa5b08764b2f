#include "reference/e2e/double_ratchet.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "reference/e2e/bounds.hpp"
#include "reference/e2e/octets.hpp"

namespace assay::e2e {
namespace {

constexpr const char* kAd = "associated data";

/// Two ends that agreed on a secret, Alice having begun.
struct Pair {
  KeyedRandom random{1, "ratchet"};
  DoubleRatchet alice;
  DoubleRatchet bob;

  Pair() : Pair(std::make_unique<KeyedRandom>(2, "keys")) {}
  explicit Pair(std::unique_ptr<KeyedRandom> keys) : Pair(crypto::x25519_key_pair(*keys), *keys) {}
  Pair(crypto::X25519KeyPair signed_prekey, KeyedRandom& keys)
      : alice(*DoubleRatchet::initiate(crypto::Secret(Bytes(32, 's')), signed_prekey.public_key, keys)),
        bob(DoubleRatchet::respond(crypto::Secret(Bytes(32, 's')), std::move(signed_prekey))) {}

  AuthenticatedMessage from_alice(ByteView text) { return alice.encrypt(text, kAd, random); }
  AuthenticatedMessage from_bob(ByteView text) { return bob.encrypt(text, kAd, random); }
};

Bytes written(const DoubleRatchet& ratchet) {
  OctetWriter out(1);
  ratchet.write(out);
  return Bytes(out.finish().reveal());
}

Bytes read_by(DoubleRatchet& ratchet, const AuthenticatedMessage& message) {
  auto plaintext = ratchet.decrypt(message, kAd);
  return plaintext ? Bytes(plaintext->reveal()) : Bytes("fault: ") + Bytes(name_of(plaintext.error()));
}

TEST(DoubleRatchet, TalksBothWays) {
  Pair pair;
  for (int turn = 0; turn < 20; ++turn) {
    EXPECT_EQ(read_by(pair.bob, pair.from_alice("to bob")), "to bob");
    EXPECT_EQ(read_by(pair.bob, pair.from_alice("again")), "again");
    EXPECT_EQ(read_by(pair.alice, pair.from_bob("to alice")), "to alice");
  }
}

TEST(DoubleRatchet, DecryptsOnceAndCallsTheRestReplays) {
  Pair pair;
  const auto first = pair.from_alice("first");
  EXPECT_EQ(read_by(pair.bob, first), "first");
  EXPECT_EQ(read_by(pair.bob, first), "fault: replayed");
  EXPECT_EQ(read_by(pair.alice, pair.from_bob("turn")), "turn");
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("next chain")), "next chain");
  // Of a chain that ended.
  EXPECT_EQ(read_by(pair.bob, first), "fault: replayed");
}

TEST(DoubleRatchet, TakesAnyOrderAcrossTurns) {
  Pair pair;
  std::vector<std::pair<AuthenticatedMessage, Bytes>> late;
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("hello")), "hello");
  for (int turn = 0; turn < 5; ++turn) {
    for (int i = 0; i < 4; ++i) {
      const Bytes text = "late " + std::to_string(turn) + "." + std::to_string(i);
      late.emplace_back(pair.from_alice(text), text);
    }
    EXPECT_EQ(read_by(pair.bob, pair.from_alice("in time")), "in time");
    EXPECT_EQ(read_by(pair.alice, pair.from_bob("turn")), "turn");
  }
  EXPECT_EQ(pair.bob.skipped_keys(), 20u);
  std::ranges::reverse(late);
  for (const auto& [message, text] : late) {
    EXPECT_EQ(read_by(pair.bob, message), text);
    EXPECT_NE(read_by(pair.bob, message), text);
  }
  EXPECT_EQ(pair.bob.skipped_keys(), 0u);
}

TEST(DoubleRatchet, SkipsUpToTheBoundAndNotOneMore) {
  Pair pair;
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("hello")), "hello");
  std::vector<AuthenticatedMessage> sent;
  for (std::uint32_t i = 0; i <= kSkippedByOneMessage + 1; ++i) sent.push_back(pair.from_alice("m"));
  const Bytes before = written(pair.bob);
  EXPECT_EQ(read_by(pair.bob, sent[kSkippedByOneMessage + 1]), "fault: too-far-ahead");
  EXPECT_EQ(written(pair.bob), before);
  EXPECT_EQ(read_by(pair.bob, sent[kSkippedByOneMessage]), "m");
  EXPECT_EQ(pair.bob.skipped_keys(), kSkippedKeys);
  EXPECT_EQ(read_by(pair.bob, sent[0]), "m");
}

TEST(DoubleRatchet, DropsTheOldestSkippedKeysFirst) {
  Pair pair;
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("hello")), "hello");
  std::vector<AuthenticatedMessage> sent;
  for (std::size_t i = 0; i < 1'500; ++i) sent.push_back(pair.from_alice("m"));
  EXPECT_EQ(read_by(pair.bob, sent[900]), "m");
  EXPECT_EQ(read_by(pair.bob, sent[1'499]), "m");
  EXPECT_EQ(pair.bob.skipped_keys(), kSkippedKeys);
  EXPECT_EQ(read_by(pair.bob, sent[0]), "fault: replayed");  // forgotten: nobody can tell it from a replay
  EXPECT_EQ(read_by(pair.bob, sent[1'498]), "m");
}

TEST(DoubleRatchet, NothingChangesWhereAnOctetIsWrong) {
  Pair pair;
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("hello")), "hello");
  EXPECT_EQ(read_by(pair.alice, pair.from_bob("hello")), "hello");
  (void)pair.from_alice("lost");
  const auto sound = pair.from_alice("sound");
  const Bytes before = written(pair.bob);
  for (std::size_t at = 0; at < sound.message.size(); ++at) {
    auto broken = sound;
    broken.message[at] = static_cast<char>(broken.message[at] ^ 0x41);
    EXPECT_FALSE(pair.bob.decrypt(broken, kAd));
    EXPECT_EQ(written(pair.bob), before) << at;
  }
  for (std::size_t at = 0; at < sound.mac.size(); ++at) {
    auto broken = sound;
    broken.mac[at] = static_cast<char>(broken.mac[at] ^ 1);
    EXPECT_FALSE(pair.bob.decrypt(broken, kAd));
  }
  EXPECT_FALSE(pair.bob.decrypt(sound, "other associated data"));
  EXPECT_EQ(written(pair.bob), before);
  EXPECT_EQ(read_by(pair.bob, sound), "sound");
}

TEST(DoubleRatchet, RefusesARatchetKeyOfLowOrder) {
  Pair pair;
  auto message = pair.from_alice("m");
  auto parsed = *RatchetMessage::parse(message.message);
  parsed.header.ratchet_key = Bytes(32, '\0');
  message.message = parsed.write();
  EXPECT_EQ(read_by(pair.bob, message), "fault: bad-key");
  EXPECT_FALSE(DoubleRatchet::initiate(crypto::Secret(Bytes(32, 's')), Bytes(32, '\0'), pair.random));
}

TEST(DoubleRatchet, AsksForAHeartbeatOnceAChain) {
  Pair pair;
  for (std::uint32_t i = 0; i < kHeartbeatCounter; ++i) {
    EXPECT_EQ(read_by(pair.bob, pair.from_alice("m")), "m");
    EXPECT_FALSE(pair.bob.take_heartbeat());
  }
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("m")), "m");
  EXPECT_TRUE(pair.bob.take_heartbeat());
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("m")), "m");
  EXPECT_FALSE(pair.bob.take_heartbeat());
  EXPECT_EQ(read_by(pair.alice, pair.from_bob("beat")), "beat");
  EXPECT_EQ(RatchetMessage::parse(pair.from_alice("m").message)->header.number, 0u);
}

TEST(DoubleRatchet, GoesOnFromWhatWasStored) {
  Pair pair;
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("hello")), "hello");
  const auto late = pair.from_alice("late");
  EXPECT_EQ(read_by(pair.bob, pair.from_alice("in time")), "in time");
  const Bytes state = written(pair.bob);
  OctetReader in(state, 1);
  pair.bob = DoubleRatchet::read(in);
  ASSERT_TRUE(in.complete());
  EXPECT_EQ(written(pair.bob), state);
  EXPECT_EQ(read_by(pair.bob, late), "late");
  EXPECT_EQ(read_by(pair.alice, pair.from_bob("answer")), "answer");
  for (std::size_t size = 0; size < state.size(); ++size) {
    OctetReader cut(ByteView(state).substr(0, size), 1);
    (void)DoubleRatchet::read(cut);
    EXPECT_FALSE(cut.complete());
  }
}

}  // namespace
}  // namespace assay::e2e
