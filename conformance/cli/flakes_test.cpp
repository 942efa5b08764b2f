#include "conformance/cli/flakes.hpp"

#include <gtest/gtest.h>

namespace assay::conformance::cli {
namespace {

using reports::Verdict;

reports::RunReport round(std::uint64_t seed, Verdict ping, Verdict roster) {
  reports::RunReport run;
  run.seed = seed;
  for (const auto& [id, verdict] : {std::pair{"xmpp/ping", ping}, {"xmpp/roster", roster}}) {
    reports::ScenarioReport one;
    one.id = id;
    one.verdict = verdict;
    one.checks.push_back({.requirement = "X-01", .verdict = verdict, .reason = {}, .place = {}, .known = {}});
    run.scenarios.push_back(one);
  }
  return run;
}

TEST(Flakes, AlikeEveryTime) {
  Flakes flakes;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) flakes.take(round(seed, Verdict::Pass, Verdict::Pass));
  EXPECT_EQ(flakes.count(), 0U);
  EXPECT_EQ(flakes.text(), "3 rounds, seeds 1 to 3: each of 2 cases came out alike every time; all green\n");
}

TEST(Flakes, WhatAlwaysFailsIsNoFlake) {
  Flakes flakes;
  for (std::uint64_t seed = 7; seed <= 8; ++seed) flakes.take(round(seed, Verdict::Pass, Verdict::Fail));
  EXPECT_EQ(flakes.count(), 0U);
  EXPECT_EQ(flakes.text(), "2 rounds, seeds 7 to 8: each of 2 cases came out alike every time; not green with seeds 7, 8\n");
}

TEST(Flakes, SaysWhichCaseDifferedWithWhichSeed) {
  Flakes flakes;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    flakes.take(round(seed, seed == 5 ? Verdict::Inconclusive : Verdict::Pass, seed > 11 ? Verdict::Fail : Verdict::Pass));
  }
  EXPECT_EQ(flakes.count(), 2U);
  EXPECT_EQ(
      flakes.text(),
      "20 rounds, seeds 1 to 20: 2 of 2 cases did not come out alike every time; not green with seeds 12, 13, 14, 15, 16, 17, 18, 19 and "
      "1 more\n"
      "  xmpp/ping  pass in 19 rounds, inconclusive with seed 5\n"
      "  xmpp/roster  pass in 11 rounds, fail with seeds 12, 13, 14, 15, 16, 17, 18, 19 and 1 more\n");
}

}  // namespace
}  // namespace assay::conformance::cli
