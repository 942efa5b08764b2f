#include "sim/crowd/creations.hpp"

#include <gmock/gmock.h>

namespace assay::sim::crowd {
namespace {

using stanza::groups::ChangeKind;
using stanza::groups::Outcome;
using stanza::groups::TextKind;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

/// a asked for a group with b, who is in, and with c, who wants to be asked.
class CreationOfOneGroup : public testing::Test {
 protected:
  CreationOfOneGroup() {
    created.change = stanza::groups::Change{.kind = ChangeKind::Created,
                                            .version = 1,
                                            .actor = "a@x",
                                            .members = {"a@x", "b@x"},
                                            .text = stanza::groups::Text{TextKind::Subject, {}, 1, "chess"}};
    creations.groups["g"].places[1] = {&created, {{"a@x", 1}, {"b@x", 1}}};
    creations.groups["g"].members = {{"a@x", {}}, {"b@x", {}}};
    creations.requests = {{.creator = "a@x",
                           .subject = "chess",
                           .named = {"b@x", "c@x"},
                           .attempts = 1,
                           .answer = stanza::groups::Invited{"g", 1, {{"b@x", Outcome::Added}, {"c@x", Outcome::NeedsInvite}}}}};
    creations.lists = {{"a@x", {"g"}}, {"b@x", {"g"}}, {"c@x", {}}};
    creations.closed = {"c@x"};
    creations.per_day = 2;
  }
  [[nodiscard]] std::vector<std::string> faults() const { return faults_of_creations(creations); }

  Heard created{.n = 1, .version = 1, .group = "g", .from = {}, .id = {}, .body = {}};
  Creations creations;
};

TEST_F(CreationOfOneGroup, IsSound) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(CreationOfOneGroup, IsWhole) {
  created.change->members.pop_back();
  EXPECT_THAT(faults(),
              ElementsAre("group g for 'chess' was made with others than were named", "the outcomes of group 'chess' are not who is in"));
}

TEST_F(CreationOfOneGroup, LeavesNoHalf) {
  creations.lists["c@x"] = {"h"};
  creations.groups["h"] = {};
  EXPECT_THAT(faults(), ElementsAre("of group h nobody was told who made it", "c@x is shown group h, in which he is not"));
}

TEST_F(CreationOfOneGroup, IsShownToItsMembers) {
  creations.lists["b@x"].clear();
  EXPECT_THAT(faults(), ElementsAre("b@x is in group g and is not shown it"));
}

TEST_F(CreationOfOneGroup, AsksWhoWantsToBeAsked) {
  created.change->members.emplace_back("c@x");
  EXPECT_THAT(faults(), Contains("c@x is put into group g and wants to be asked"));
}

TEST_F(CreationOfOneGroup, HasAnAnswerThatIsTrue) {
  creations.requests[0].answer->group = "h";
  EXPECT_THAT(faults(), ElementsAre("a@x is told of group h for 'chess', which is none"));
}

TEST_F(CreationOfOneGroup, IsMadeNoMoreThanItIsAskedFor) {
  creations.groups["h"] = creations.groups["g"];
  creations.lists["a@x"] = creations.lists["b@x"] = {"g", "h"};
  EXPECT_THAT(faults(), ElementsAre("a@x asked 1 times for group 'chess', and 2 were made"));
}

TEST_F(CreationOfOneGroup, CostsWhatItCosts) {
  creations.per_day = 0;
  EXPECT_THAT(faults(), ElementsAre("a@x made 1 groups, where 0 may be"));
  creations.per_day = 2;
  creations.requests.push_back({.creator = "a@x", .subject = "go", .attempts = 1, .refusal = "rate-limit"});
  EXPECT_THAT(faults(), ElementsAre("a@x was refused a group, and made 1 of 2"));
}

}  // namespace
}  // namespace assay::sim::crowd
