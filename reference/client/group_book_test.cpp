#include "reference/client/group_book.hpp"

#include <gtest/gtest.h>

#include "reference/base/bytes.hpp"
#include "reference/crypto/hash.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

const std::string kAnn = "12025550101@example.org";
const std::string kBob = "12025550102@example.org";
const std::string kCid = "12025550103@example.org";

Change change(ChangeKind kind, std::uint64_t version, std::vector<std::string> members) {
  return {.kind = kind, .previous = version - 1, .version = version, .actor = kAnn, .members = std::move(members)};
}

GroupState two() { return GroupState::made(change(ChangeKind::Created, 1, {kAnn, kBob})); }

TEST(GroupState, CountsItsMembersByItself) {
  EXPECT_EQ(two().hash(), base64url(crypto::sha256(kAnn + "\n" + kBob + "\n")));
  EXPECT_EQ(two().members().at(kAnn).role, Role::Owner);
  EXPECT_EQ(two().members().at(kBob).role, Role::Member);
}

TEST(GroupState, FollowsOneVersionAfterAnother) {
  GroupState state = two();
  EXPECT_TRUE(state.apply(change(ChangeKind::Added, 2, {kCid})));
  EXPECT_TRUE(state.has(kCid));
  EXPECT_TRUE(state.grew_since(1));
  EXPECT_FALSE(state.grew_since(2));
  EXPECT_TRUE(state.apply(change(ChangeKind::Promoted, 3, {kCid})));
  EXPECT_EQ(state.members().at(kCid).role, Role::Admin);
  EXPECT_TRUE(state.apply(change(ChangeKind::Left, 4, {})));
  EXPECT_FALSE(state.has(kAnn));
  EXPECT_TRUE(state.apply(change(ChangeKind::Owner, 5, {kCid})));
  EXPECT_EQ(state.members().at(kCid).role, Role::Owner);
  EXPECT_EQ(state.version(), 5U);
}

TEST(GroupState, TakesNoChangeThatMakesNoSense) {
  GroupState state = two();
  const std::string before = state.hash();
  EXPECT_FALSE(state.apply(change(ChangeKind::Added, 3, {kCid}))) << "a version is missing";
  EXPECT_FALSE(state.apply(change(ChangeKind::Added, 2, {kCid, kBob}))) << "he is there";
  EXPECT_FALSE(state.apply(change(ChangeKind::Removed, 2, {kBob, kCid}))) << "he is not";
  EXPECT_FALSE(state.apply(change(ChangeKind::Demoted, 2, {kCid})));
  EXPECT_FALSE(state.apply(change(ChangeKind::Created, 2, {kCid})));
  EXPECT_EQ(state.version(), 1U);
  EXPECT_EQ(state.hash(), before);
}

TEST(GroupState, KeepsWhatSomebodyIsUnderAnotherNumber) {
  GroupState state = two();
  EXPECT_TRUE(state.apply(change(ChangeKind::Moved, 2, {kCid})));
  EXPECT_FALSE(state.has(kAnn));
  EXPECT_EQ(state.members().at(kCid).role, Role::Owner);
  EXPECT_EQ(state.members().at(kCid).jid, kCid);
  EXPECT_FALSE(state.grew_since(1));
}

TEST(GroupState, KeepsTextsAndSettings) {
  GroupState state = two();
  Change subject = change(ChangeKind::Subject, 2, {});
  subject.text = Text{TextKind::Subject, {}, 2, "Football"};
  EXPECT_TRUE(state.apply(subject));
  EXPECT_EQ(state.subject().text, "Football");
  EXPECT_EQ(state.subject().id, 2U);
  Change settings = change(ChangeKind::Settings, 3, {});
  settings.settings.emplace();
  settings.settings->set(Setting::Announce, true);
  EXPECT_TRUE(state.apply(settings));
  EXPECT_TRUE(state.settings().is(Setting::Announce));
}

TEST(KnownGroup, RemembersWhatWasToldUnderAVersion) {
  KnownGroup group;
  const Change added = change(ChangeKind::Added, 2, {kCid});
  group.tell(added);
  EXPECT_EQ(group.told, 2U);
  EXPECT_TRUE(group.agrees(added));
  EXPECT_FALSE(group.agrees(change(ChangeKind::Added, 2, {kBob})));
  EXPECT_TRUE(group.agrees(change(ChangeKind::Added, 1, {kBob}))) << "of which nothing is known";
}

TEST(GroupBook, HasAnEnd) {
  GroupBook book;
  for (std::size_t i = 0; i < kKnownGroups; ++i) EXPECT_NE(book.open(std::to_string(i)), nullptr);
  EXPECT_EQ(book.open("one more"), nullptr);
  EXPECT_NE(book.open("7"), nullptr);
  EXPECT_EQ(book.find("one more"), nullptr);
}

}  // namespace
}  // namespace assay::client
