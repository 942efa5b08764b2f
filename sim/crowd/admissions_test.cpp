#include "sim/crowd/admissions.hpp"

#include <gmock/gmock.h>

namespace assay::sim::crowd {
namespace {

using stanza::groups::ChangeKind;
using stanza::groups::Role;
using testing::ElementsAre;
using testing::IsEmpty;

/// a owns the group. b was let in by him, c was not, and d waits.
class AdmissionsOfThree : public testing::Test {
 protected:
  AdmissionsOfThree() {
    chronicle.members = {{"a@x", {Role::Owner, 1}}, {"b@x", {Role::Member, 2}}};
    chronicle.rulers = {"a@x"};
    chronicle.entries = {{2, "b@x", "a@x", ChangeKind::Joined}};
    admissions = {.attempts = {{"b@x", 1}, {"c@x", 1}, {"d@x", 2}}, .waited = {"b@x", "c@x", "d@x"}, .waiting = {"d@x"}};
    all = {{.account = "a@x", .asked = {"b@x", "c@x", "d@x"}}, {.account = "b@x"}, {.account = "c@x", .rejections = 1}, {.account = "d@x"}};
  }
  [[nodiscard]] std::vector<std::string> faults() const { return faults_of_admissions(admissions, all, chronicle); }

  Chronicle chronicle;
  Admissions admissions;
  std::vector<Testimony> all;
};

TEST_F(AdmissionsOfThree, AreSound) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(AdmissionsOfThree, AreNobodysOwn) {
  chronicle.entries[0].actor = "b@x";
  EXPECT_THAT(faults(), ElementsAre("b@x came in at place 2 by himself", "b@x was let in at place 2 by b@x, who never was an admin"));
}

TEST_F(AdmissionsOfThree, ForgetNobody) {
  admissions.waiting.clear();
  all[2].rejections = 0;
  EXPECT_THAT(faults(), ElementsAre("c@x was told to wait, and nobody knows of him", "d@x was told to wait, and nobody knows of him"));
}

TEST_F(AdmissionsOfThree, AreOver) {
  admissions.waiting.emplace_back("b@x");
  all[2].rejections = 2;
  EXPECT_THAT(faults(), ElementsAre("b@x is in, and waits", "c@x is told 2 times that he is not wanted, and asked at most 1 times"));
}

TEST_F(AdmissionsOfThree, AreToldToAdminsAlone) {
  all[0].asked = {"b@x", "b@x", "d@x"};
  all[1].asked = {"d@x"};
  EXPECT_THAT(faults(), ElementsAre("a@x is told 2 times that b@x wants in", "a@x was never told that c@x wants in",
                                    "b@x is told who wants in, and never was an admin"));
}

}  // namespace
}  // namespace assay::sim::crowd
