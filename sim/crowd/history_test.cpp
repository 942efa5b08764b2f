#include "sim/crowd/history.hpp"

#include <gmock/gmock.h>

#include "reference/crypto/hash.hpp"
#include "reference/stanza/group_message.hpp"

namespace assay::sim::crowd {
namespace {

using stanza::groups::Change;
using stanza::groups::ChangeKind;
using stanza::groups::Info;
using stanza::groups::Role;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string hash_of(std::vector<std::string> members) { return base64url(crypto::sha256(stanza::groups::hashed_text(std::move(members)))); }

Heard event(std::uint64_t n, ChangeKind kind, std::uint64_t version, std::vector<std::string> named,
            const std::vector<std::string>& members) {
  Heard heard{.n = n, .version = version, .group = "g@groups.x", .from = {}, .id = {}, .body = {}};
  heard.change = Change{
      .kind = kind, .previous = version - 1, .version = version, .actor = "a@x", .hash = hash_of(members), .members = std::move(named)};
  return heard;
}

Heard words(std::uint64_t n, std::uint64_t version, const std::string& from, const std::string& id) {
  return {.n = n, .version = version, .group = "g@groups.x", .from = from, .id = id, .body = "text of " + id};
}

Said accepted(const std::string& id) { return {id, "text of " + id, Fate::Accepted}; }

/// a makes a group with b, b writes, c is added, a writes, b is removed, c writes.
class HistoryOfThree : public testing::Test {
 protected:
  HistoryOfThree() {
    const Heard created = event(1, ChangeKind::Created, 1, {"a@x", "b@x"}, {"a@x", "b@x"});
    const Heard first = words(2, 1, "b@x", "m1");
    const Heard added = event(3, ChangeKind::Added, 2, {"c@x"}, {"a@x", "b@x", "c@x"});
    const Heard second = words(4, 2, "a@x", "m2");
    const Heard removed = event(5, ChangeKind::Removed, 3, {"b@x"}, {"a@x", "c@x"});
    const Heard third = words(6, 3, "c@x", "m3");
    const Info told{
        .version = 3, .order = 6, .hash = hash_of({"a@x", "c@x"}), .members = {{"a@x", Role::Owner, 1}, {"c@x", Role::Member, 2}}};
    all = {{.account = "a@x", .heard = {created, first, added, second, removed, third}, .said = {accepted("m2")}, .told = told},
           {.account = "b@x", .heard = {created, first, added, second, removed}, .said = {accepted("m1")}},
           {.account = "c@x", .heard = {added, second, removed, third}, .said = {accepted("m3")}, .told = told}};
  }
  [[nodiscard]] std::vector<std::string> faults(std::size_t limit = 3) const { return judge(all, {.members = limit}).faults; }
  std::vector<Heard>& heard(std::size_t who) { return all[who].heard; }

  std::vector<Testimony> all;
};

TEST_F(HistoryOfThree, IsOneWhereEachHasHisPiece) {
  const Verdict verdict = judge(all, {.members = 3});
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_EQ(verdict.places, 6U);
  EXPECT_EQ(verdict.changes, 3U);
  EXPECT_EQ(verdict.members, 2U);
  EXPECT_EQ(verdict.most_members, 3U);
}

TEST_F(HistoryOfThree, SeesAHoleAndWhatComesTwiceOrInDisorder) {
  heard(0).erase(heard(0).begin() + 3);
  EXPECT_THAT(faults(), ElementsAre("a@x never got place 4, message m2 of a@x"));
  heard(0).insert(heard(0).begin() + 2, heard(2)[1]);
  EXPECT_THAT(faults(), ElementsAre("a@x got place 3 behind place 4"));
  heard(0).push_back(heard(0).back());
  EXPECT_THAT(faults(), Contains("a@x got place 6 twice"));
}

TEST_F(HistoryOfThree, SeesWhatSomebodyGotBeforeHeCameAndAfterHeWent) {
  heard(2).insert(heard(2).begin(), heard(0)[1]);
  heard(1).push_back(heard(0)[5]);
  EXPECT_THAT(faults(), ElementsAre("b@x got place 6, message m3 of c@x, and is no member there",
                                    "c@x got place 2, message m1 of b@x, and is no member there"));
}

TEST_F(HistoryOfThree, SeesTwoStoriesOfOnePlace) {
  heard(1)[3].body = "something else";
  EXPECT_THAT(faults(), ElementsAre(AllOf(HasSubstr("at place 4 b@x got"), HasSubstr("something else"))));
}

TEST_F(HistoryOfThree, SeesAVersionThatJumps) {
  for (std::size_t who = 0; who < 3; ++who) {
    for (Heard& one : heard(who)) {
      if (one.n == 5) one.change->version = one.version = 4;
    }
  }
  EXPECT_THAT(faults(), Contains("place 5 makes version 4 of 2, where 2 was in force"));
}

TEST_F(HistoryOfThree, SeesOneTooMany) { EXPECT_THAT(faults(2), Contains("at place 3 are 3 members, where 2 may be")); }

TEST_F(HistoryOfThree, HoldsWordsAgainstTheirAnswers) {
  all[0].said.push_back(accepted("m9"));
  all[1].said[0].fate = Fate::Refused;
  all[2].said.push_back({"m4", "text"});
  EXPECT_THAT(faults(), ElementsAre("message m9 of a@x was accepted and nobody got it",
                                    "message m1 of b@x was refused with  and has place 2", "message m4 of c@x was never answered"));
}

TEST_F(HistoryOfThree, HoldsWhatTheServerShowsAgainstIt) {
  all[1].told = all[0].told;
  all[0].told->members[1].role = Role::Admin;
  all[2].told->order = 5;
  EXPECT_THAT(faults(), ElementsAre("a@x is shown other members, or roles, than follow from the history",
                                    "b@x is no member, and the server says otherwise", "c@x is told that 5 is the last place, which is 6"));
}

class HistoryOfARepair : public testing::Test {
 protected:
  // a makes a group with b and adds c; she, who has not heard of that yet, writes to b, and then to c, who has waited for it.
  HistoryOfARepair() {
    const Heard created = event(1, ChangeKind::Created, 1, {"a@x", "b@x"}, {"a@x", "b@x"});
    const Heard added = event(2, ChangeKind::Added, 2, {"c@x"}, {"a@x", "b@x", "c@x"});
    const Heard whole = words(3, 2, "a@x", "m1");
    Heard awaited = whole;
    awaited.form = Heard::Form::Awaited;
    awaited.body.clear();
    Heard repaired = whole;
    repaired.form = Heard::Form::Repaired;
    const Info told{.version = 2,
                    .order = 3,
                    .hash = hash_of({"a@x", "b@x", "c@x"}),
                    .members = {{"a@x", Role::Owner, 1}, {"b@x", Role::Member, 1}, {"c@x", Role::Member, 2}}};
    Said said = accepted("m1");
    said.recipients = stanza::groups::Recipients{1, hash_of({"a@x", "b@x"}), false};
    all = {{.account = "a@x", .heard = {created, added, whole}, .said = {said}, .told = told},
           {.account = "b@x", .heard = {created, added, whole}, .told = told},
           {.account = "c@x", .heard = {added, awaited, repaired}, .told = told}};
  }
  [[nodiscard]] std::vector<std::string> faults() const { return judge(all, {}).faults; }

  std::vector<Testimony> all;
};

TEST_F(HistoryOfARepair, IsSound) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(HistoryOfARepair, SeesAPromiseThatIsNeverKept) {
  all[2].heard.pop_back();
  EXPECT_THAT(faults(), ElementsAre("c@x awaits message m1 of a@x at place 3 for ever"));
}

TEST_F(HistoryOfARepair, SeesWhatIsRepairedTwiceOrForNobody) {
  all[2].heard.push_back(all[2].heard.back());
  all[1].heard.push_back(all[2].heard.back());
  EXPECT_THAT(faults(), ElementsAre("b@x got message m1 of a@x at place 3 as repaired, and had it",
                                    "c@x got message m1 of a@x at place 3 as repaired, and had it"));
  all[1].heard.pop_back();
  all[2].heard.erase(all[2].heard.begin() + 1, all[2].heard.begin() + 3);
  EXPECT_THAT(faults(), Contains("c@x got message m1 of a@x at place 3 as repaired, and awaits nothing there"));
}

TEST_F(HistoryOfARepair, SeesWhoGotWhatWasNotMeantForHim) {
  all[2].heard[1] = all[0].heard[2];
  all[2].heard.pop_back();
  EXPECT_THAT(faults(), ElementsAre("c@x got the whole of m1 at place 3, which was not meant for him"));
}

/// b goes on as d: b got what came before that, d what comes then, and what waited for b.
class HistoryOfAMove : public testing::Test {
 protected:
  HistoryOfAMove() {
    const Heard created = event(1, ChangeKind::Created, 1, {"a@x", "b@x"}, {"a@x", "b@x"});
    const Heard first = words(2, 1, "a@x", "m1");
    Heard moved = event(3, ChangeKind::Moved, 2, {"d@x"}, {"a@x", "d@x"});
    moved.change->actor = "b@x";
    const Info told{
        .version = 2, .order = 3, .hash = hash_of({"a@x", "d@x"}), .members = {{"a@x", Role::Owner, 1}, {"d@x", Role::Member, 1}}};
    all = {{.account = "a@x", .heard = {created, first, moved}, .said = {accepted("m1")}, .told = told},
           {.account = "b@x", .heard = {created}, .ended = true, .goes_on_as = "d@x"},
           {.account = "d@x", .heard = {first, moved}, .told = told}};
  }
  [[nodiscard]] std::vector<std::string> faults() const { return judge(all, {}).faults; }

  std::vector<Testimony> all;
};

TEST_F(HistoryOfAMove, IsOneOfOnePerson) {
  EXPECT_THAT(faults(), IsEmpty());
  all[1].heard.push_back(all[0].heard[1]);
  EXPECT_THAT(faults(), IsEmpty()) << "what he got and could not acknowledge comes again, under the new number";
}

TEST_F(HistoryOfAMove, SeesWhatWasLostWithTheOldNumber) {
  all[2].heard.erase(all[2].heard.begin());
  EXPECT_THAT(faults(), ElementsAre("b@x never got place 2, message m1 of a@x"));
}

TEST_F(HistoryOfAMove, SeesWhoStaysUnderTheOldNumber) {
  for (const std::size_t who : {0, 2}) all[who].heard.pop_back();
  EXPECT_THAT(faults(), Contains("b@x goes on as d@x and is a member still"));
}

}  // namespace
}  // namespace assay::sim::crowd
