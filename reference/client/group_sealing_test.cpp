#include "reference/client/group_sealing.hpp"

#include <gtest/gtest.h>

#include "reference/client/known_lists.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

namespace list_ = stanza::device_list;

constexpr const char* kGroup = "g0@groups.example.org";
const WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

/// Alice writes to a group, of which the others have her list, and she theirs with a session.
struct GroupSealing : testing::Test {
  GroupSealing() {
    for (Keyring* other : {&bob, &carol}) {
      take_list(*alice.place(other->account()), signed_list(*other));
      take_list(*other->place(alice.account()), signed_list(alice));
      const auto prekey = other->own().one_time_prekeys().front().id;
      EXPECT_TRUE(of(*other).sessions.begin(alice.own().identity(), other->own().bundle(prekey), random));
    }
  }
  static list_::Devices signed_list(const Keyring& phone) {
    list_::Devices list{1, kNow + std::chrono::days{30}, {}, {{phone.device(), phone.own().identity().public_key}}};
    list.signature = crypto::ed25519_sign(phone.own().identity(), list_::signed_octets(phone.account(), list));
    return list;
  }
  KnownDevice& of(Keyring& other) { return *alice.find(other.account())->find(other.device()); }
  e2e::Binding binding(std::uint64_t version) const {
    return {alice.account(), kGroup, now, e2e::DeviceId{alice.device()}, "m1", "content", kGroup, version};
  }
  SealedInGroup sealed(std::uint64_t version, const std::vector<Keyring*>& others) {
    std::vector<SealedFor> readers;
    for (Keyring* other : others) readers.push_back({other->account(), {&of(*other)}});
    const e2e::Envelope envelope{binding(version), {xml::Element(xml::ns::kClient, "body").add_text("Yes")}};
    return *seal_in_group(alice, readers, envelope, random);
  }
  /// As the reader's client does: the key first, if there is one for it. "" if it was read, else why not.
  std::string read(Keyring& reader, const SealedInGroup& message, std::uint64_t version) {
    KnownDevice& device = *reader.find(alice.account())->find(alice.device());
    e2e::Binding outside = binding(version);
    if (message.key && message.key->find(reader.account(), reader.device()) != nullptr) {
      outside.group_version.reset();
      const auto opened = open(reader, device, *message.key, outside);
      EXPECT_TRUE(opened);
      EXPECT_TRUE(take_sender_key(reader, alice.account(), device.id, *stanza::group_sealed::SenderKey::parse(opened->content.front())));
      outside.group_version = version;
    }
    const auto content = open_in_group(reader, message.message, outside);
    return content ? std::string() : content.error().reason;
  }

  KeyedRandom random{7, "group-sealing"};
  WallTime now = kNow;
  Keyring alice = Keyring::create("12025550101@example.org", random, kNow);
  Keyring bob = Keyring::create("12025550102@example.org", random, kNow);
  Keyring carol = Keyring::create("12025550103@example.org", random, kNow);
};

TEST_F(GroupSealing, GivesTheKeyToWhoLacksIt) {
  const SealedInGroup first = sealed(1, {&bob});
  ASSERT_TRUE(first.key);
  EXPECT_EQ(read(bob, first, 1), "");
  EXPECT_FALSE(sealed(1, {&bob}).key);
  const SealedInGroup third = sealed(2, {&bob, &carol});
  ASSERT_TRUE(third.key);
  EXPECT_EQ(third.key->find(bob.account(), bob.device()), nullptr);
  EXPECT_EQ(read(carol, third, 2), "");
  EXPECT_EQ(read(bob, third, 2), "");
}

TEST_F(GroupSealing, IsNotReadByWhoWasRemoved) {
  EXPECT_EQ(read(carol, sealed(1, {&bob, &carol}), 1), "");
  const SealedInGroup without = sealed(2, {&bob});
  ASSERT_TRUE(without.key);
  EXPECT_EQ(read(carol, without, 2), "no-sender-key");
  EXPECT_EQ(read(bob, without, 2), "");
}

TEST_F(GroupSealing, TakesANewKeyWhenItIsOld) {
  (void)sealed(1, {&bob});
  now += e2e::kSenderKeyAge - std::chrono::seconds{1};
  EXPECT_FALSE(sealed(1, {&bob}).key);
  now += std::chrono::seconds{1};
  EXPECT_TRUE(sealed(1, {&bob}).key);
}

TEST_F(GroupSealing, BindsTheVersion) {
  EXPECT_EQ(read(bob, sealed(2, {&bob}), 3), "");
  const SealedInGroup later = sealed(4, {&bob});
  EXPECT_EQ(read(bob, later, 3), "mismatch-version");
  EXPECT_EQ(read(bob, later, 4), "");  // nothing was used up
  EXPECT_EQ(read(bob, later, 4), "replayed");
  EXPECT_EQ(read(bob, sealed(1, {&bob}), 4), "mismatch-version");  // the key was made for version 2
}

TEST_F(GroupSealing, GoesOnFromWhatWasStored) {
  EXPECT_EQ(read(bob, sealed(1, {&bob}), 1), "");
  for (Keyring* keyring : {&alice, &bob}) {
    const crypto::Secret text = write_keyring(*keyring);
    auto again = read_keyring(text.reveal());
    ASSERT_TRUE(again);
    EXPECT_EQ(write_keyring(*again).reveal(), text.reveal());
    *keyring = std::move(*again);
  }
  const SealedInGroup next = sealed(1, {&bob});
  EXPECT_FALSE(next.key);
  EXPECT_EQ(read(bob, next, 1), "");
}

}  // namespace
}  // namespace assay::client
