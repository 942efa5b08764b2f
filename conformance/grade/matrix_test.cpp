#include "conformance/grade/matrix.hpp"

#include <gtest/gtest.h>

#include "conformance/grade/sample_test.hpp"

namespace assay::conformance::grade {
namespace {

using reports::Verdict;

Played played(Verdict verdict, std::vector<std::pair<std::string, Verdict>> checks) {
  Played out;
  out.verdict = verdict;
  for (auto& [id, each] : checks) out.checks.push_back({.requirement = id, .verdict = each, .reason = {}, .place = {}, .known = {}});
  return out;
}

const Played kSound = played(Verdict::Pass, {{"A", Verdict::Pass}, {"B", Verdict::Pass}});

TEST(Compared, RedOnWhatTheDefectViolatesIsAKill) {
  const auto cells = compared(3, kSound, played(Verdict::Fail, {{"A", Verdict::Fail}, {"B", Verdict::Fail}}), {"B"});
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].column, 3U);
  EXPECT_EQ(cells[0].outcome, Outcome::Killed);
  EXPECT_EQ(cells[0].on, (std::vector<std::string>{"A", "B"}));
}

TEST(Compared, RedOnSomethingElseIsCollateral) {
  const auto cells = compared(0, kSound, played(Verdict::Fail, {{"A", Verdict::Fail}, {"B", Verdict::NotRun}}), {"B"});
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].outcome, Outcome::Collateral);
}

TEST(Compared, AShouldThatIsNoLongerMetCounts) {
  const auto cells = compared(0, kSound, played(Verdict::Warn, {{"A", Verdict::Warn}, {"B", Verdict::Pass}}), {"A"});
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].outcome, Outcome::Killed);
}

TEST(Compared, WhatTheSoundOneFailsTooIsNoKill) {
  const Played red = played(Verdict::Fail, {{"A", Verdict::Fail}, {"B", Verdict::Pass}});
  EXPECT_TRUE(compared(0, red, red, {"A"}).empty());
}

TEST(Compared, ABlockedCastCatchesNothing) {
  const auto cells =
      compared(0, kSound, played(Verdict::Inconclusive, {{"A", Verdict::Inconclusive}, {"B", Verdict::Inconclusive}}), {"A"});
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].outcome, Outcome::Blocked);
  EXPECT_TRUE(cells[0].on.empty());
}

TEST(Compared, AnErrorOfTheSuiteIsNoKill) {
  const auto cells = compared(0, kSound, played(Verdict::Error, {{"A", Verdict::Error}, {"B", Verdict::NotRun}}), {"A"});
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].outcome, Outcome::Error);
}

TEST(Matrix, SaysWhoIsCaughtClaimedAndIdle) {
  Matrix matrix = sample_matrix();
  EXPECT_TRUE(is_caught(matrix.rows[0]));
  EXPECT_TRUE(is_caught(matrix.rows[1]));
  EXPECT_FALSE(is_caught(matrix.rows[2]));  // collateral alone
  EXPECT_FALSE(is_caught(matrix.rows[3]));
  EXPECT_TRUE(is_claimed(matrix, matrix.rows[2]));
  EXPECT_FALSE(is_claimed(matrix, matrix.rows[3]));
  EXPECT_EQ(collateral(matrix.rows[1]), (std::vector<std::string>{"OFF-07", "MSG-03a"}));
  EXPECT_EQ(idle(matrix), (std::vector<std::size_t>{4}));
  EXPECT_FALSE(is_green(matrix));
  matrix.rows.resize(2);
  EXPECT_FALSE(is_green(matrix));  // the false alarm
  matrix.false_alarms.clear();
  EXPECT_TRUE(is_green(matrix));
}

}  // namespace
}  // namespace assay::conformance::grade
