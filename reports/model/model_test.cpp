#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/model/run_report.hpp"

namespace assay::reports {
namespace {

using ::testing::ElementsAre;

Check check(std::string id, Verdict verdict) { return Check{.requirement = std::move(id), .verdict = verdict}; }

ScenarioReport scenario(std::vector<Check> checks) {
  ScenarioReport report;
  report.checks = std::move(checks);
  report.verdict = verdict_of(report.checks);
  return report;
}

RunReport run_of(std::vector<ScenarioReport> scenarios) {
  RunReport run;
  run.scenarios = std::move(scenarios);
  return run;
}

TEST(Verdict, NamesAndSeveritiesAreDistinct) {
  std::set<std::string_view> names;
  std::set<int> severities;
  for (const Verdict verdict : all_verdicts()) {
    names.insert(name(verdict));
    severities.insert(severity(verdict));
  }
  EXPECT_EQ(names.size(), kVerdictCount);
  EXPECT_EQ(severities.size(), kVerdictCount);
  EXPECT_EQ(*severities.begin(), 0);
  EXPECT_EQ(*severities.rbegin(), 8);
}

TEST(Verdict, FollowsFromOutcomeLevelAndReason) {
  EXPECT_EQ(verdict_of(Outcome::Pass, Level::May), Verdict::Pass);
  EXPECT_EQ(verdict_of(Outcome::Fail, Level::Must), Verdict::Fail);
  EXPECT_EQ(verdict_of(Outcome::Fail, Level::Should), Verdict::Warn);
  EXPECT_EQ(verdict_of(Outcome::Fail, Level::May), Verdict::Choice);
  EXPECT_EQ(verdict_of(Outcome::Error, Level::Should), Verdict::Error);
  EXPECT_EQ(verdict_of(Outcome::NotJudged, Level::Must, WhyNot::CapabilityMissing), Verdict::Unsupported);
  EXPECT_EQ(verdict_of(Outcome::NotJudged, Level::Must, WhyNot::TargetCannot), Verdict::Untestable);
  EXPECT_EQ(verdict_of(Outcome::NotJudged, Level::Must, WhyNot::Environment), Verdict::Inconclusive);
  EXPECT_EQ(verdict_of(Outcome::NotJudged, Level::Must, WhyNot::Blocked), Verdict::Inconclusive);
  EXPECT_EQ(verdict_of(Outcome::NotJudged, Level::Must), Verdict::NotRun);
}

TEST(Level, IsReadInAnyCase) {
  EXPECT_EQ(level_from("Should"), Level::Should);
  EXPECT_EQ(level_from("MUST"), Level::Must);
  EXPECT_EQ(level_from("may"), Level::May);
  EXPECT_EQ(level_from("must not"), std::nullopt);
}

TEST(ScenarioVerdict, IsTheWorstOfItsChecks) {
  EXPECT_EQ(verdict_of(std::vector<Check>{}), Verdict::NotRun);
  EXPECT_EQ(verdict_of({check("A", Verdict::Pass), check("B", Verdict::Warn), check("C", Verdict::Choice)}), Verdict::Warn);
  EXPECT_EQ(verdict_of({check("A", Verdict::Pass), check("B", Verdict::Inconclusive)}), Verdict::Inconclusive);
  EXPECT_EQ(verdict_of({check("A", Verdict::Fail), check("B", Verdict::Error)}), Verdict::Fail);
  EXPECT_EQ(verdict_of({check("A", Verdict::Fail), check("B", Verdict::NotRun)}), Verdict::Fail);
}

TEST(ScenarioVerdict, WhatTheTargetDoesNotClaimCountsOnlyWhereNothingElseStands) {
  EXPECT_EQ(verdict_of({check("A", Verdict::Pass), check("B", Verdict::Unsupported), check("C", Verdict::Untestable)}), Verdict::Pass);
  EXPECT_EQ(verdict_of({check("A", Verdict::Fail), check("B", Verdict::Unsupported)}), Verdict::Fail);
  EXPECT_EQ(verdict_of({check("A", Verdict::Unsupported), check("B", Verdict::Untestable)}), Verdict::Untestable);
}

TEST(ScenarioReport, AddsUnlistedLanesInOrderOfAppearance) {
  ScenarioReport report;
  report.lanes = {"alice", "server"};
  report.ladder = {Exchange{.from = "server", .to = "bob"}, Exchange{.from = "alice", .to = "server"}, Exchange{.from = "", .to = ""}};
  EXPECT_THAT(lanes_of(report), ElementsAre("alice", "server", "bob"));
}

TEST(Place, PrintsWhatIsKnown) {
  EXPECT_EQ(to_string(Place{"a.yaml", 3, 5}), "a.yaml:3:5");
  EXPECT_EQ(to_string(Place{"a.yaml", 3}), "a.yaml:3");
  EXPECT_EQ(to_string(Place{"a.yaml"}), "a.yaml");
  EXPECT_EQ(to_string(Place{}), "");
}

TEST(RequirementResults, ListTheTableFirstAndLetWhatWasJudgedWin) {
  RunReport run = run_of({scenario({check("OFF-01", Verdict::Pass), check("X-1", Verdict::Pass), check("OFF-01", Verdict::Pass)}),
                          scenario({check("OFF-01", Verdict::Untestable), check("OFF-02", Verdict::Inconclusive)}),
                          scenario({check("X-1", Verdict::Fail), check("", Verdict::Fail)})});
  run.requirements = {Requirement{.id = "OFF-02"}, Requirement{.id = "OFF-01"}, Requirement{.id = "OFF-03"}};
  const auto results = requirement_results(run);
  ASSERT_EQ(results.size(), 4U);
  EXPECT_EQ(results[0].id, "OFF-02");
  EXPECT_EQ(results[0].verdict, Verdict::Inconclusive);
  EXPECT_EQ(results[1].verdict, Verdict::Pass);
  EXPECT_EQ(results[1].counts.of(Verdict::Pass), 2U);
  EXPECT_THAT(results[1].scenarios, ElementsAre(0U, 1U));
  EXPECT_EQ(results[2].verdict, Verdict::NotRun);
  EXPECT_EQ(results[3].id, "X-1");
  EXPECT_EQ(results[3].verdict, Verdict::Fail);
}

TEST(ExitCode, SaysTheFirstThatHolds) {
  EXPECT_EQ(exit_code(run_of({scenario({check("A", Verdict::Pass), check("B", Verdict::Warn)})})), ExitCode::Green);
  EXPECT_EQ(exit_code(run_of({scenario({check("A", Verdict::Fail)}), scenario({check("A", Verdict::Error)})})),
            ExitCode::ConformanceFailure);
  EXPECT_EQ(exit_code(run_of({scenario({check("A", Verdict::Pass)}), scenario({check("A", Verdict::Error)})})), ExitCode::HarnessError);
  EXPECT_EQ(exit_code(run_of({})), ExitCode::NothingJudged);
  EXPECT_EQ(exit_code(run_of({scenario({check("A", Verdict::Untestable)})})), ExitCode::NothingJudged);
  RunReport stopped;
  stopped.stopped = Stopped{ExitCode::TargetUnreachable, "connection refused"};
  EXPECT_EQ(exit_code(stopped), ExitCode::TargetUnreachable);
}

TEST(ExitCode, ARunWhoseSetUpsFailIsNotGreen) {
  ScenarioReport blocked = scenario({check("A", Verdict::Inconclusive)});
  blocked.failures.emplace_back();
  EXPECT_EQ(exit_code(run_of({blocked, scenario({check("B", Verdict::Pass)})})), ExitCode::ConformanceFailure);
  EXPECT_EQ(exit_code(run_of({blocked})), ExitCode::NothingJudged);
  blocked.failures.clear();  // the environment's fault
  EXPECT_EQ(exit_code(run_of({blocked, scenario({check("B", Verdict::Pass)})})), ExitCode::Green);
}

TEST(ExitCode, CountsAnErrorThatComesWithoutChecks) {
  ScenarioReport broken;
  broken.verdict = Verdict::Error;
  EXPECT_EQ(exit_code(run_of({broken, scenario({check("A", Verdict::Pass)})})), ExitCode::HarnessError);
}

TEST(ExitCode, ForgivesAKnownFailureButNotAnotherBesideIt) {
  Check known = check("A", Verdict::Fail);
  known.known = KnownFailure{"not done yet", ""};
  RunReport run = run_of({scenario({known, check("B", Verdict::Pass)})});
  EXPECT_TRUE(is_known_failure(run.scenarios[0]));
  EXPECT_EQ(exit_code(run), ExitCode::Green);
  run.stale_baseline = {"C-1: listed, but passes"};
  EXPECT_EQ(exit_code(run), ExitCode::StaleBaseline);
  run.scenarios.push_back(scenario({known, check("C", Verdict::Fail)}));
  EXPECT_FALSE(is_known_failure(run.scenarios[1]));
  EXPECT_EQ(exit_code(run), ExitCode::ConformanceFailure);
}

}  // namespace
}  // namespace assay::reports
