#include "reference/client/keyring.hpp"

#include <gtest/gtest.h>

#include "reference/client/known_lists.hpp"
#include "reference/client/sealing.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

namespace list_ = stanza::device_list;

constexpr const char* kAlice = "12025550101@example.org";
constexpr const char* kBob = "12025550102@example.org";
const WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

list_::Devices signed_list(const Keyring& phone, std::uint64_t version, WallTime expires = kNow + std::chrono::days{30}) {
  list_::Devices list{version, expires, {}, {{phone.device(), phone.own().identity().public_key}}};
  list.signature = crypto::ed25519_sign(phone.own().identity(), list_::signed_octets(phone.account(), list));
  return list;
}

/// Two devices that know each other's lists; Alice's has a session, begun with a bundle of Bob's.
struct Pair {
  Pair() {
    take_list(*alice.place(kBob), signed_list(bob, 1));
    take_list(*bob.place(kAlice), signed_list(alice, 1));
    const auto prekey = bob.own().one_time_prekeys().front().id;
    EXPECT_TRUE(of_bob().sessions.begin(alice.own().identity(), bob.own().bundle(prekey), random));
  }
  KnownDevice& of_bob() { return *alice.find(kBob)->find(bob.device()); }
  KnownDevice& of_alice() { return *bob.find(kAlice)->find(alice.device()); }
  e2e::Binding binding(const std::string& id) const { return {kAlice, kBob, kNow, e2e::DeviceId{alice.device()}, id, "content", kBob}; }
  stanza::encrypted::Encrypted sealed(const std::string& id) {
    return seal(alice, {{kBob, {&of_bob()}}}, {binding(id), {xml::Element(xml::ns::kClient, "body").add_text("Yes")}}, random);
  }

  KeyedRandom random{7, "keyring"};
  Keyring alice = Keyring::create(kAlice, random, kNow);
  Keyring bob = Keyring::create(kBob, random, kNow);
};

TEST(Keyring, ComesBackWhole) {
  Pair pair;
  (void)pair.sealed("m1");
  pair.alice.log() = KnownLog{Bytes(32, 'l'), {5, Bytes(32, 'r')}};
  const crypto::Secret text = write_keyring(pair.alice);
  const auto again = read_keyring(text.reveal());
  ASSERT_TRUE(again);
  EXPECT_EQ(write_keyring(*again).reveal(), text.reveal());
  EXPECT_EQ(again->account(), kAlice);
  EXPECT_EQ(again->device(), pair.alice.device());
  EXPECT_EQ(again->log(), pair.alice.log());
}

TEST(Keyring, IsReadAllOrNothing) {
  Pair pair;
  const Bytes text(write_keyring(pair.alice).reveal());
  EXPECT_FALSE(read_keyring(""));
  EXPECT_FALSE(read_keyring(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(read_keyring(text.substr(0, text.size() - 9) + "\n"));
  EXPECT_FALSE(read_keyring("assay keys 2\n" + text.substr(13)));
  EXPECT_FALSE(read_keyring(text + "\n"));
}

// What earlier versions of this program wrote: without groups, and without messages that were read.
TEST(Keyring, IsReadAsEarlierVersionsWroteIt) {
  Pair pair;
  (void)pair.sealed("m1");
  pair.alice.companions().emplace("tablet", Companion{Bytes(32, 'k'), 5, Bytes(32, 'i')});
  const std::string text(write_keyring(pair.alice).reveal());
  const std::string header = "assay keys 1\n";
  const Bytes octets = *from_base64(text.substr(header.size(), text.size() - header.size() - 1));
  const auto as_version = [&](char version, std::size_t without) {
    const Bytes older = version + octets.substr(1, octets.size() - 1 - without);
    return read_keyring(header + base64(older) + "\n");
  };
  constexpr std::size_t kLog = 1;           // none
  constexpr std::size_t kCount = 4 + kLog;  // of an empty list
  constexpr std::size_t kMore = 4;          // of each more
  for (const auto& keyring : {as_version(1, kCount + 2 * kMore), as_version(2, kCount + kMore), as_version(3, kLog), as_version(4, kLog),
                              as_version(5, kLog), as_version(6, 0)}) {
    ASSERT_TRUE(keyring);
    EXPECT_EQ(write_keyring(*keyring).reveal(), text) << "it is written as this version does";
  }
  EXPECT_FALSE(as_version(1, kCount + kMore)) << "more than that version wrote";
  EXPECT_FALSE(as_version(2, kCount + 2 * kMore)) << "less";
  EXPECT_FALSE(as_version(0, 0));
  EXPECT_FALSE(as_version(7, 0)) << "of a version to come";
}

// ENC-13b: between the write that takes a message's key away and the moment when somebody has the message, a crash.
TEST(Sealing, ReadsAMessageAgainThatNobodyTook) {
  Pair pair;
  const auto message = pair.sealed("m1");
  ASSERT_TRUE(open(pair.bob, pair.of_alice(), message, pair.binding("m1"), "entry-1"));
  const auto crash = [&pair] { pair.bob = std::move(*read_keyring(write_keyring(pair.bob).reveal())); };
  crash();
  const auto again = open(pair.bob, pair.of_alice(), message, pair.binding("m1"), "entry-1");
  ASSERT_TRUE(again) << again.error().reason;
  ASSERT_EQ(again->content.size(), 1U);
  EXPECT_EQ(again->content[0].text(), "Yes");
  EXPECT_EQ(open(pair.bob, pair.of_alice(), message, pair.binding("m2"), "entry-1").error().reason, "replayed")
      << "it is another message's place";
  EXPECT_EQ(open(pair.bob, pair.of_alice(), message, pair.binding("m1"), "entry-2").error().reason, "replayed");

  pair.bob.taken("entry-1");
  EXPECT_EQ(pair.bob.kept("entry-1"), nullptr) << "what it said is forgotten";
  crash();
  for (const char* entry : {"entry-1", "entry-2"}) {
    EXPECT_EQ(open(pair.bob, pair.of_alice(), message, pair.binding("m1"), entry).error().reason, kTaken);
  }
}

TEST(Keyring, KeepsSoManyMessages) {
  Pair pair;
  for (std::size_t i = 0; i <= kReadMessages; ++i) pair.bob.keep({"entry-" + std::to_string(i), Bytes(32, 'd'), "<content/>"});
  EXPECT_EQ(pair.bob.kept("entry-0"), nullptr);
  ASSERT_NE(pair.bob.kept("entry-1"), nullptr);
  EXPECT_FALSE(pair.bob.was_taken(Bytes(32, 'd')));
  pair.bob.taken("entry-1");
  pair.bob.taken("entry-0");
  EXPECT_TRUE(pair.bob.was_taken(Bytes(32, 'd')));
  EXPECT_TRUE(read_keyring(write_keyring(pair.bob).reveal()));
}

TEST(Keyring, OfEarlierVersionsIsReadWithoutRolls) {
  Pair pair;
  constexpr const char* kGroup = "g0@groups.example.org";
  pair.alice.place_group(kGroup)->own = e2e::OwnSenderKey::create({kGroup, 7, e2e::DeviceId{1}}, pair.random, kNow);
  const std::string text(write_keyring(pair.alice).reveal());
  const std::string header = "assay keys 1\n";
  const Bytes octets = *from_base64(text.substr(header.size(), text.size() - header.size() - 1));
  // The group's roll is a flag where there is none; behind the groups stand two empty lists of messages, and no log.
  constexpr std::size_t kLists = 8;
  const Bytes groups = octets.substr(1, octets.size() - 1 - kLists - 2);
  for (const Bytes& older : {"\x02" + groups, "\x03" + groups + Bytes(kLists, '\0')}) {
    const auto again = read_keyring(header + base64(older) + "\n");
    ASSERT_TRUE(again);
    EXPECT_EQ(write_keyring(*again).reveal(), text);
    EXPECT_FALSE(again->find_group(kGroup)->roll);
  }
}

TEST(Sealing, IsOpenedOnceWhereItBelongs) {
  Pair pair;
  const auto message = pair.sealed("m1");
  const auto opened = open(pair.bob, pair.of_alice(), message, pair.binding("m1"));
  ASSERT_TRUE(opened);
  ASSERT_EQ(opened->content.size(), 1U);
  EXPECT_EQ(opened->content[0].text(), "Yes");
  EXPECT_TRUE(opened->wants_answer) << "it began the session";
  const auto again = open(pair.bob, pair.of_alice(), message, pair.binding("m1"));
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, "replayed");
  EXPECT_FALSE(again.error().is_lost);
}

TEST(Sealing, LeavesEverythingAsItWasWhereItIsNotRead) {
  Pair pair;
  const auto message = pair.sealed("m1");
  const Bytes before(write_keyring(pair.bob).reveal());
  const auto moved = open(pair.bob, pair.of_alice(), message, pair.binding("m2"));
  ASSERT_FALSE(moved);
  EXPECT_EQ(moved.error().reason, "mismatch-id");
  auto damaged = message;
  damaged.payload->back() ^= 1;
  EXPECT_FALSE(open(pair.bob, pair.of_alice(), damaged, pair.binding("m1")));
  EXPECT_EQ(write_keyring(pair.bob).reveal(), before);
  EXPECT_TRUE(open(pair.bob, pair.of_alice(), message, pair.binding("m1")));
}

TEST(Sealing, BelievesTheListAndNotTheMessageWhoBeginsASession) {
  Pair pair;
  const auto message = pair.sealed("m1");
  Keyring eve = Keyring::create("12025550103@example.org", pair.random, kNow);
  pair.of_alice().identity = eve.own().identity().public_key;
  const auto opened = open(pair.bob, pair.of_alice(), message, pair.binding("m1"));
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().reason, "other-identity");
}

TEST(KnownLists, AreJudgedBySignatureTimeAndVersion) {
  Pair pair;
  const KnownAccount* known = pair.alice.find(kBob);
  EXPECT_TRUE(judge(known, kBob, signed_list(pair.bob, 2), kNow));
  EXPECT_EQ(judge(known, kAlice, signed_list(pair.bob, 2), kNow).error(), ListFault::Unsigned) << "it is another account's";
  EXPECT_EQ(judge(known, kBob, signed_list(pair.bob, 2, kNow), kNow).error(), ListFault::Expired);
  EXPECT_EQ(judge(known, kBob, signed_list(pair.bob, 2, kNow + std::chrono::days{37}), kNow).error(), ListFault::TooLong);
  EXPECT_EQ(judge(known, kBob, signed_list(pair.bob, 0), kNow).error(), ListFault::Old);
  EXPECT_EQ(judge(known, kBob, signed_list(pair.bob, 1, kNow + std::chrono::days{29}), kNow).error(), ListFault::Old);
  EXPECT_TRUE(judge(known, kBob, signed_list(pair.bob, 1), kNow)) << "the same once more";
}

TEST(KnownLists, TellWhatIsDifferent) {
  Pair pair;
  list_::Devices more = signed_list(pair.bob, 2);
  more.devices.push_back({5, Bytes(32, 'k')});
  more.signature = crypto::ed25519_sign(pair.bob.own().identity(), list_::signed_octets(kBob, more));
  KnownAccount& known = *pair.alice.find(kBob);
  const auto change = judge(&known, kBob, more, kNow);
  ASSERT_TRUE(change);
  EXPECT_FALSE(change->identity);
  EXPECT_EQ(change->added, std::vector<std::uint32_t>{5});
  take_list(known, more);
  EXPECT_TRUE(pair.of_bob().sessions.can_encrypt()) << "a session stays with a device that stays";
  const Keyring other = [&] {
    Keyring made = Keyring::create(kBob, pair.random, kNow);
    return made;
  }();
  const auto identity = judge(&known, kBob, signed_list(other, 1), kNow);
  ASSERT_TRUE(identity);
  EXPECT_TRUE(identity->identity);
}

}  // namespace
}  // namespace assay::client
