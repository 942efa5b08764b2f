#include "sim/crowd/sums.hpp"

#include <gmock/gmock.h>

namespace assay::sim::crowd {
namespace {

using stanza::groups::Reached;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// a wrote at place 1 to b and c. b has it; c has read it.
class SumsOfOneMessage : public testing::Test {
 protected:
  SumsOfOneMessage() {
    chronicle.places[1] = {&message, {{"a@x", 1}, {"b@x", 1}, {"c@x", 1}}};
    all = {{.account = "a@x", .sums = {sums(1, 0), sums(2, 1)}},
           {.account = "b@x", .given = {{"g", 1, Reached::Delivered, Fate::Accepted}}},
           {.account = "c@x", .given = {{"g", 1, Reached::Read, Fate::Accepted}}}};
  }
  static Sums sums(std::uint64_t delivered, std::uint64_t read) { return {"g", {1, "m1", 2, delivered, read}}; }
  [[nodiscard]] std::vector<std::string> faults() const { return faults_of_sums(all, chronicle); }

  const Heard message{.n = 1, .version = 1, .group = "g", .from = "a@x", .id = "m1", .body = "hello"};
  Chronicle chronicle;
  std::vector<Testimony> all;
};

TEST_F(SumsOfOneMessage, AreSound) { EXPECT_THAT(faults(), IsEmpty()); }

TEST_F(SumsOfOneMessage, CountNobodyTwice) {
  all[0].sums.push_back(sums(3, 1));
  EXPECT_THAT(faults(),
              ElementsAre(HasSubstr("a@x is told that 3 have it and 1 have read it, of message m1 at place 1, where at most 2 and 1 can")));
}

TEST_F(SumsOfOneMessage, CountOnePersonUnderTwoNumbersOnce) {
  chronicle.successors["b@x"] = "d@x";
  all.push_back({.account = "d@x", .given = {{"g", 1, Reached::Delivered, Fate::Accepted}}});
  EXPECT_THAT(faults(), IsEmpty());
  all[0].sums.push_back(sums(3, 1));
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("where at most 2 and 1 can")));
}

TEST_F(SumsOfOneMessage, AreCompleteInTheEnd) {
  all[0].sums.pop_back();
  EXPECT_THAT(faults(), ElementsAre("a@x was told at last that 1 have message m1 at place 1 and 0 have read it, where 2 and 1 do"));
  chronicle.departures["a@x"] = {2};
  EXPECT_THAT(faults(), IsEmpty()) << "who has gone is told nothing";
}

TEST_F(SumsOfOneMessage, NeverGoBack) {
  std::swap(all[0].sums[0], all[0].sums[1]);
  EXPECT_THAT(faults(), ElementsAre("a@x is told smaller sums than before, of message m1 at place 1"));
}

TEST_F(SumsOfOneMessage, AreForTheSenderAlone) {
  all[1].sums.push_back(sums(2, 1));
  EXPECT_THAT(faults(), ElementsAre("b@x is told sums of place 1, which is not his"));
}

TEST_F(SumsOfOneMessage, CountWhoMayBeCounted) {
  all[1].given[0].fate = Fate::Refused;
  EXPECT_THAT(faults(), ElementsAre(HasSubstr("where at most 1 and 1 can")));
  all[0].sums = {sums(1, 1)};
  EXPECT_THAT(faults(), IsEmpty());
  all[0].sums[0].told.of = 3;
  EXPECT_THAT(faults(), ElementsAre("a@x is told that 3 were to get it, of message m1 at place 1, who were 2"));
}

}  // namespace
}  // namespace assay::sim::crowd
