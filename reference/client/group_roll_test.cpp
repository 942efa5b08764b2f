#include "reference/client/group_roll.hpp"

#include <gtest/gtest.h>

#include "reference/client/group_link.hpp"
#include "reference/client/known_lists.hpp"
#include "reference/crypto/ed25519.hpp"
#include "reference/stanza/device_list.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

constexpr const char* kGroup = "g0@groups.example.org";
constexpr const char* kAda = "12025550101@example.org";
constexpr const char* kBob = "12025550102@example.org";
constexpr const char* kEve = "12025550103@example.org";
const WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}};

GroupState state_of(std::uint64_t version, std::vector<std::pair<std::string, Role>> members) {
  Info info;
  info.version = version;
  for (auto& [jid, role] : members) info.members.push_back({jid, role, 1});
  return GroupState::of(info);
}

Change change_of(ChangeKind kind, std::uint64_t version, std::string actor, std::vector<std::string> members) {
  return {kind, version - 1, version, std::move(actor), kNow, {}, std::move(members)};
}

/// Ada makes the group; everybody knows everybody's list.
struct Three {
  Three() {
    for (Keyring* each : {&ada, &bob, &eve}) {
      for (const Keyring* other : {&ada, &bob, &eve}) introduce(*each, *other);
    }
    EXPECT_TRUE(begin_roll(ada, kGroup));
    first = *next_roll(ada, kGroup, state_of(1, {{kAda, Role::Owner}}), Verb::Add, {kBob});
  }
  static void introduce(Keyring& to, const Keyring& who) {
    stanza::device_list::Devices list{1, kNow + std::chrono::days{30}, {}, {{who.device(), who.own().identity().public_key}}};
    take_list(*to.place(who.account()), list);
  }
  static Keyring keys(const char* account) {
    KeyedRandom random{7, account};
    return Keyring::create(account, random, kNow);
  }
  [[nodiscard]] Roll adds_bob() const { return first; }
  /// Ada and Bob have that roll.
  void let_bob_in() {
    const Change added = change_of(ChangeKind::Added, 2, kAda, {kBob});
    const Roll roll = adds_bob();
    EXPECT_TRUE(take_roll(ada, kGroup, roll, &added));
    EXPECT_TRUE(take_roll(bob, kGroup, roll, &added));
  }
  [[nodiscard]] static bool trusts(Keyring& who, const char* whom) { return is_vouched(who.find_group(kGroup), whom); }

  Keyring ada = keys(kAda);
  Keyring bob = keys(kBob);
  Keyring eve = keys(kEve);
  Roll first;  ///< with which Ada adds Bob
};

TEST(GroupRoll, IsBelievedOfWhoLetsUsIn) {
  Three three;
  three.let_bob_in();
  EXPECT_TRUE(three.trusts(three.bob, kAda));
  EXPECT_TRUE(three.trusts(three.bob, kBob));
  EXPECT_FALSE(three.trusts(three.bob, kEve));
  const Change other = change_of(ChangeKind::Added, 2, kAda, {kBob});
  EXPECT_EQ(take_roll(three.eve, kGroup, three.adds_bob(), &other).error(), RollFault::Unknown) << "it let somebody else in";
  EXPECT_EQ(take_roll(three.eve, kGroup, three.adds_bob(), nullptr).error(), RollFault::Unknown) << "it was asked for";
  EXPECT_TRUE(adopt_roll(three.eve, kGroup, three.adds_bob()));
  EXPECT_TRUE(three.trusts(three.eve, kBob));
}

TEST(GroupRoll, HasASignatureOverAllOfIt) {
  Three three;
  const Change added = change_of(ChangeKind::Added, 2, kAda, {kBob});
  const auto fault = [&](const Roll& roll, const std::string& group = kGroup) { return take_roll(three.bob, group, roll, &added).error(); };
  EXPECT_EQ(fault(three.adds_bob(), "g1@groups.example.org"), RollFault::Unsigned);
  Roll more = three.adds_bob();
  more.members.push_back({kEve, Role::Member});
  EXPECT_EQ(fault(more), RollFault::Unsigned);
  Roll risen = three.adds_bob();
  risen.members.back().role = Role::Admin;
  EXPECT_EQ(fault(risen), RollFault::Unsigned);
  Roll later = three.adds_bob();
  later.previous = 2;
  EXPECT_EQ(fault(later), RollFault::Unsigned);
  Roll anothers = three.adds_bob();
  anothers.device = three.ada.device() == 1 ? 2 : 1;
  EXPECT_EQ(fault(anothers), RollFault::Unlisted);
  EXPECT_FALSE(three.trusts(three.bob, kAda));
}

TEST(GroupRoll, BelongsToItsChangeAndFollowsTheLast) {
  Three three;
  three.let_bob_in();
  const Roll old = three.adds_bob();
  const Change elsewhere = change_of(ChangeKind::Added, 9, kAda, {kEve});
  EXPECT_EQ(take_roll(three.bob, kGroup, old, &elsewhere).error(), RollFault::Misplaced);
  const Roll next = *next_roll(three.ada, kGroup, state_of(2, {{kAda, Role::Owner}, {kBob, Role::Member}}), Verb::Add, {kEve});
  const Change of_another = change_of(ChangeKind::Added, 3, kEve, {kEve});
  EXPECT_EQ(take_roll(three.bob, kGroup, next, &of_another).error(), RollFault::Misplaced);
  const Change added = change_of(ChangeKind::Added, 3, kAda, {kEve});
  ASSERT_TRUE(take_roll(three.bob, kGroup, next, &added));
  EXPECT_EQ(take_roll(three.bob, kGroup, old, nullptr).error(), RollFault::Old);
  EXPECT_TRUE(three.trusts(three.bob, kEve));
}

TEST(GroupRoll, IsSignedByAdminsOfTheLastAlone) {
  Three three;
  three.let_bob_in();
  const GroupState two = state_of(2, {{kAda, Role::Owner}, {kBob, Role::Admin}});
  EXPECT_FALSE(next_roll(three.bob, kGroup, two, Verb::Add, {kEve})) << "the server alone says that he is one";
  Roll forged{2, kBob, three.bob.device(), {}, {{kAda, Role::Owner}, {kBob, Role::Admin}, {kEve, Role::Member}}};
  forged.signature = crypto::ed25519_sign(three.bob.own().identity(), signed_octets(kGroup, forged));
  const Change added = change_of(ChangeKind::Added, 3, kBob, {kEve});
  EXPECT_EQ(take_roll(three.ada, kGroup, forged, &added).error(), RollFault::NoAdmin);
  const Roll promotes = *next_roll(three.ada, kGroup, two, Verb::Promote, {kBob});
  const Change promoted = change_of(ChangeKind::Promoted, 3, kAda, {kBob});
  ASSERT_TRUE(take_roll(three.ada, kGroup, promotes, &promoted));
  ASSERT_TRUE(take_roll(three.bob, kGroup, promotes, &promoted));
  const auto by_bob = next_roll(three.bob, kGroup, state_of(3, {{kAda, Role::Owner}, {kBob, Role::Admin}}), Verb::Add, {kEve});
  ASSERT_TRUE(by_bob);
  const Change later = change_of(ChangeKind::Added, 4, kBob, {kEve});
  EXPECT_TRUE(take_roll(three.ada, kGroup, *by_bob, &later));
}

TEST(GroupRoll, HasNobodyWhomTheServerAddedByItself) {
  Three three;
  three.let_bob_in();
  const GroupState with_ghost = state_of(3, {{kAda, Role::Owner}, {kBob, Role::Member}, {"12025550199@example.org", Role::Admin}});
  const Roll next = *next_roll(three.ada, kGroup, with_ghost, Verb::Add, {kEve});
  EXPECT_EQ(next.find("12025550199@example.org"), nullptr);
  EXPECT_NE(next.find(kEve), nullptr);
  EXPECT_NE(next.find(kBob), nullptr);
}

TEST(GroupRoll, LosesWhoGoes) {
  Three three;
  three.let_bob_in();
  follow_change(three.ada, kGroup, change_of(ChangeKind::Left, 2, kBob, {}));
  EXPECT_TRUE(three.trusts(three.ada, kBob)) << "he left before the roll, and came again";
  follow_change(three.ada, kGroup, change_of(ChangeKind::Left, 3, kBob, {}));
  EXPECT_FALSE(three.trusts(three.ada, kBob));
  follow_change(three.bob, kGroup, change_of(ChangeKind::Removed, 3, kAda, {kBob}));
  EXPECT_FALSE(three.bob.find_group(kGroup)->roll);
}

// GRP-19i
TEST(GroupRoll, NamesTheNextOwnerWhenTheLastAdminLeaves) {
  Three three;
  three.let_bob_in();
  const Roll adds_eve = *next_roll(three.ada, kGroup, state_of(2, {{kAda, Role::Owner}, {kBob, Role::Member}}), Verb::Add, {kEve});
  const Change added = change_of(ChangeKind::Added, 3, kAda, {kEve});
  for (Keyring* each : {&three.ada, &three.bob, &three.eve}) ASSERT_TRUE(take_roll(*each, kGroup, adds_eve, &added));
  const GroupState with_ghost =
      state_of(3, {{kAda, Role::Owner}, {"12025550100@example.org", Role::Admin}, {kBob, Role::Member}, {kEve, Role::Member}});
  const auto parting = leaving_roll(three.ada, kGroup, with_ghost);
  ASSERT_TRUE(parting);
  EXPECT_EQ(parting->find(kAda), nullptr);
  EXPECT_EQ(parting->find("12025550100@example.org"), nullptr);
  EXPECT_EQ(parting->find(kBob)->role, Role::Owner);
  EXPECT_EQ(parting->find(kEve)->role, Role::Member);
  EXPECT_FALSE(leaving_roll(three.bob, kGroup, with_ghost)) << "no admin of it";
}

// What she signs and the server keeps back is of no use later.
TEST(GroupRoll, OfWhoLeavesGoesWithThatChangeAlone) {
  Three three;
  three.let_bob_in();
  const auto parting = leaving_roll(three.ada, kGroup, state_of(2, {{kAda, Role::Owner}, {kBob, Role::Member}}));
  ASSERT_TRUE(parting);
  const Change left = change_of(ChangeKind::Left, 3, kAda, {});
  follow_change(three.bob, kGroup, left);
  auto again = read_keyring(write_keyring(three.bob).reveal());
  ASSERT_TRUE(take_roll(*again, kGroup, *parting, &left)) << "behind a restart, too";
  EXPECT_TRUE(is_admin(*again->find_group(kGroup)->roll, kBob));
  Three other;
  other.let_bob_in();
  follow_change(other.bob, kGroup, change_of(ChangeKind::Left, 4, kAda, {}));
  EXPECT_EQ(take_roll(other.bob, kGroup, *parting, nullptr).error(), RollFault::NoAdmin) << "she left later than she signed";
  Roll stays{3, kAda, other.ada.device(), {}, {{kAda, Role::Owner}, {kBob, Role::Member}, {kEve, Role::Member}}};
  stays.signature = crypto::ed25519_sign(other.ada.own().identity(), signed_octets(kGroup, stays));
  EXPECT_EQ(take_roll(other.bob, kGroup, stays, nullptr).error(), RollFault::NoAdmin) << "who leaves is not on it";
}

// GRP-19m
class GroupLinkTest : public testing::Test {
 protected:
  GroupLinkTest() {
    three.let_bob_in();
    const Roll roll = *link_roll(three.ada, kGroup, state_of(2, {{kAda, Role::Owner}, {kBob, Role::Member}}), pair_of(key).public_key);
    vouched = change_of(ChangeKind::Vouched, 3, kAda, {});
    EXPECT_TRUE(take_roll(three.ada, kGroup, roll, &vouched));
    EXPECT_TRUE(take_roll(three.bob, kGroup, roll, &vouched));
  }
  static crypto::Ed25519KeyPair pair_of(const LinkKey& key) { return crypto::ed25519_key_pair(key.seed.reveal()); }
  [[nodiscard]] Member comes(const LinkKey& by, std::uint64_t since = 4) const {
    return {kEve, Role::Member, since, sign_in(kEve, three.eve.own().identity().public_key, by)};
  }

  Three three;
  LinkKey key{kGroup, crypto::Secret(Bytes(32, '7'))};
  Change vouched;
};

TEST_F(GroupLinkTest, LetsInWhoHasIt) {
  const std::string text = link_text("TOKEN", key);
  EXPECT_EQ(server_part(text), "TOKEN");
  const auto again = link_key(text, "groups.example.org");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->group, kGroup);
  EXPECT_TRUE(enters(three.bob, kGroup, comes(*again)));
  EXPECT_TRUE(three.trusts(three.bob, kEve));
  for (const char* none : {"TOKEN", "TOKEN#", "TOKEN#g0", "TOKEN#g0.AAAA", "TOKEN#.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}) {
    EXPECT_FALSE(link_key(none, "groups.example.org")) << none;
  }
}

TEST_F(GroupLinkTest, LetsInNobodyElse) {
  EXPECT_FALSE(enters(three.bob, kGroup, comes({kGroup, crypto::Secret(Bytes(32, '8'))}))) << "another key";
  EXPECT_FALSE(enters(three.bob, kGroup, comes({"g1@groups.example.org", crypto::Secret(Bytes(32, '7'))}))) << "another group";
  EXPECT_FALSE(enters(three.bob, kGroup, comes(key, 3))) << "whoever signed the roll knew her";
  Member other = comes(key);
  other.entry = sign_in(kEve, three.ada.own().identity().public_key, key);
  EXPECT_FALSE(enters(three.bob, kGroup, other)) << "not the identity that her list has";
  other = comes(key);
  other.jid = kAda;
  EXPECT_FALSE(enters(three.bob, kGroup, other)) << "somebody else";
  other.entry.reset();
  EXPECT_FALSE(enters(three.bob, kGroup, other));
  EXPECT_FALSE(three.trusts(three.bob, kEve));
}

TEST_F(GroupLinkTest, IsOverWithTheNextRollThatHasNone) {
  const GroupState three_of_them = state_of(3, {{kAda, Role::Owner}, {kBob, Role::Member}});
  EXPECT_FALSE(link_roll(three.ada, kGroup, three_of_them, pair_of(key).public_key)) << "it has that one";
  EXPECT_EQ(next_roll(three.ada, kGroup, three_of_them, Verb::Add, {kEve})->link, pair_of(key).public_key) << "others keep it";
  const auto none = link_roll(three.ada, kGroup, three_of_them, {});
  ASSERT_TRUE(none);
  const Change later = change_of(ChangeKind::Vouched, 4, kAda, {});
  ASSERT_TRUE(take_roll(three.bob, kGroup, *none, &later));
  EXPECT_FALSE(enters(three.bob, kGroup, comes(key, 5)));
}

TEST(GroupRoll, IsKeptWithTheKeys) {
  Three three;
  three.let_bob_in();
  auto again = read_keyring(write_keyring(three.bob).reveal());
  ASSERT_TRUE(again);
  EXPECT_TRUE(is_vouched(again->find_group(kGroup), kAda));
  EXPECT_TRUE(is_admin(*again->find_group(kGroup)->roll, kAda));
  EXPECT_EQ(again->find_group(kGroup)->roll->version, 2U);
}

}  // namespace
}  // namespace assay::client
