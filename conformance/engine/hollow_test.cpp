// A scenario must not pass by having looked at nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/fence.hpp"
#include "conformance/engine/play.hpp"
#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using reports::FenceKind;
using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;

std::string bare(const std::string& head, const std::string& steps) {
  return "title: Bare\n" + head + "\ncast:\n  raw: { kind: raw }\nsteps:\n" + steps;
}

std::string two_phones(const std::string& steps) {
  return std::string("title: Phones\nchecks: [X-01]\ncast:\n  alice: {}\n  bob: {}\n") + kPhoneSentences + "\nsteps:\n" + steps;
}

TEST(Hollow, NoRoundsReachNothing) {
  TestStage stage(bare("checks: [X-01]", R"(
  - raw opens a connection
  - for each: { n: 2..1 }
    checks: [X-02]
    do:
      - raw receives: <message/>
)"));
  EXPECT_EQ(check_of(stage.play(), "X-02").verdict, Verdict::NotRun);
}

TEST(Hollow, AClaimWhoseJudgingStepsAreAllLeftOutIsUnsupported) {
  TestStage stage(bare(R"(
checks: [X-01]
sentences:
  - sentence: '{one} is served'
    steps:
      - '{one} sends bytes': 'x'
      - '{one} receives': <message/>
        needs: [nothing-has-this]
)",
                       R"(
  - raw opens a connection
  - raw is served:
    checks: [X-02]
  - together:
      - - raw sends bytes: 'y'
      - - raw receives: <message/>
          needs: [nothing-has-this]
    checks: [X-03]
)"));
  const auto report = stage.play();
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Unsupported);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::Unsupported);
  EXPECT_THAT(check_of(report, "X-02").reason, HasSubstr("nothing-has-this"));
  EXPECT_EQ(check_of(report, "X-03").verdict, Verdict::Unsupported);
  EXPECT_EQ(report.verdict, Verdict::Unsupported);
}

TEST(Hollow, WhoeverNeverConnectedProvesNothingByReceivingNothing) {
  for (const char* step : {"receives nothing", "receives nothing: <message/>", "receives nothing more", "is disconnected"}) {
    TestStage stage(bare("checks: [X-01]", "  - raw " + std::string(step) + "\n"));
    const auto report = stage.play();
    EXPECT_EQ(report.verdict, Verdict::Error) << step;
    EXPECT_THAT(report.reason, HasSubstr("no connection")) << step;
  }
}

TEST(Hollow, WhatCameBeforeTheLastAnswerCameToo) {
  TestStage stage(two_phones(R"(
  - alice sends: <presence/>
  - alice receives: <message/>
  - alice receives nothing: <presence from="leak@example.org"/>
)"));
  stage.server.manners.on_available = "<presence from='leak@example.org'/><message from='x@example.org'><body>b</body></message>";
  // Both phones become available in their set-up already; alice's second <presence/> brings the pair again.
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  ASSERT_FALSE(report.failures.empty());
  EXPECT_THAT(report.failures.front().expected, HasSubstr("no <presence"));
}

TEST(Hollow, ACauseThatCannotBePingedNeedsAQuietTimeToo) {
  TestStage stage(R"(
title: Unpinged
checks: [X-01]
cast:
  alice: {}
  raw: { kind: raw }
)" + std::string(kPhoneSentences) +
                  R"(
steps:
  - raw opens a connection
  - alice receives nothing: <message/>
)");
  stage.target.virtual_time = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(report.fences, ElementsAre(FenceKind::BothEnds, FenceKind::QuietTime));
}

}  // namespace
}  // namespace assay::conformance::engine
