// What a baseline's file may say, and what it makes of a run.

#include "conformance/live/baseline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::conformance::live {
namespace {

using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;

language::RequirementTable table() {
  language::RequirementTable out;
  for (const char* id : {"OFF-01", "OFF-07"}) out[id].id = id;
  return out;
}

Baseline read(const std::string& text) {
  auto baseline = read_baseline({"b.yaml", text}, table());
  EXPECT_TRUE(baseline.has_value()) << (baseline ? "" : config::render(baseline.error()));
  return baseline ? *baseline : Baseline();
}

std::string faults(const std::string& text) {
  const auto baseline = read_baseline({"b.yaml", text}, table());
  return baseline ? "" : config::render(baseline.error());
}

reports::RunReport run_with(const std::string& scenario, const std::string& requirement, Verdict verdict) {
  reports::RunReport run;
  reports::ScenarioReport one;
  one.id = scenario;
  one.verdict = verdict;
  one.checks.push_back({.requirement = requirement, .verdict = verdict, .reason = {}, .place = {}, .known = {}});
  run.scenarios.push_back(one);
  return run;
}

constexpr const char* kOne = "- scenario: offline/order\n  requirement: OFF-07\n  reason: It sorts by name.\n  link: https://x.example/1\n";

TEST(Baseline, ReadsItsEntries) {
  const auto baseline = read(std::string("# known\n") + kOne + "- { scenario: a#b, requirement: OFF-01, reason: r }\n");
  ASSERT_EQ(baseline.entries.size(), 2U);
  EXPECT_EQ(baseline.entries[0].scenario, "offline/order");
  EXPECT_EQ(baseline.entries[0].link, "https://x.example/1");
  EXPECT_EQ(baseline.entries[1].scenario, "a#b");
  EXPECT_EQ(baseline.entries[1].place.line, 6U);
  EXPECT_EQ(read("# nothing is known\n").entries.size(), 0U);
}

TEST(Baseline, SaysWhatIsWrong) {
  EXPECT_THAT(faults("- { scenario: a, requirement: OFF-1, reason: r }\n"),
              AllOf(HasSubstr("b.yaml:1:31: error: there is no requirement 'OFF-1'"), HasSubstr("^"), HasSubstr("did you mean 'OFF-01'?")));
  EXPECT_THAT(faults("- { scenario: a, requirement: OFF-01 }\n"), HasSubstr("reason"));
  EXPECT_THAT(faults("- { scenario: a, requirement: OFF-01, reason: r, lnik: x }\n"), HasSubstr("did you mean 'link'?"));
  EXPECT_THAT(faults(std::string(kOne) + kOne), HasSubstr("b.yaml:5:3: error: this check is listed already"));
  EXPECT_THAT(faults("- offline/order\n"), HasSubstr("expected a map, found a text"));
  EXPECT_THAT(faults("known: x\n"), HasSubstr("a baseline is a list"));
}

TEST(Baseline, AKnownFailureIsMarkedAndTheRunStaysGreen) {
  auto run = run_with("offline/order", "OFF-07", Verdict::Fail);
  EXPECT_EQ(reports::exit_code(run), reports::ExitCode::ConformanceFailure);
  apply(read(kOne), Selection::Whole, run);
  ASSERT_TRUE(run.scenarios[0].checks[0].known.has_value());
  EXPECT_EQ(run.scenarios[0].checks[0].known->reason, "It sorts by name.");
  EXPECT_THAT(run.stale_baseline, ElementsAre());
  EXPECT_EQ(reports::exit_code(run), reports::ExitCode::Green);
}

TEST(Baseline, OnlyTheListedCheckIsKnown) {
  auto run = run_with("offline/order", "OFF-01", Verdict::Fail);
  apply(read(kOne), Selection::Part, run);
  EXPECT_FALSE(run.scenarios[0].checks[0].known.has_value());
  EXPECT_THAT(run.stale_baseline, ElementsAre("b.yaml:1: offline/order OFF-07: the scenario does not check it"));
  EXPECT_EQ(reports::exit_code(run), reports::ExitCode::ConformanceFailure);
}

TEST(Baseline, AnUnexpectedPassIsStale) {
  auto run = run_with("offline/order", "OFF-07", Verdict::Pass);
  apply(read(kOne), Selection::Part, run);
  EXPECT_THAT(run.stale_baseline, ElementsAre("b.yaml:1: offline/order OFF-07: it passes now"));
  EXPECT_EQ(reports::exit_code(run), reports::ExitCode::StaleBaseline);
}

TEST(Baseline, WhatCouldNotBeJudgedIsNoComplaint) {
  for (const Verdict verdict : {Verdict::Unsupported, Verdict::Untestable, Verdict::Inconclusive, Verdict::NotRun, Verdict::Error}) {
    auto run = run_with("offline/order", "OFF-07", verdict);
    apply(read(kOne), Selection::Whole, run);
    EXPECT_THAT(run.stale_baseline, ElementsAre()) << reports::name(verdict);
    EXPECT_FALSE(run.scenarios[0].checks[0].known.has_value());
  }
}

TEST(Baseline, AScenarioThatWasNotPlayedIsStaleOnlyWhereAllWere) {
  auto run = run_with("offline/other", "OFF-01", Verdict::Pass);
  apply(read(kOne), Selection::Part, run);
  EXPECT_THAT(run.stale_baseline, ElementsAre());
  apply(read(kOne), Selection::Whole, run);
  EXPECT_THAT(run.stale_baseline, ElementsAre("b.yaml:1: offline/order OFF-07: the suite has no such scenario"));
}

}  // namespace
}  // namespace assay::conformance::live
