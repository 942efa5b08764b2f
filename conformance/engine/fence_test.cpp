#include "conformance/engine/fence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using reports::FenceKind;
using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;

std::string fenced_phones(const std::string& steps) {
  return std::string("title: Fences\nchecks: [X-01]\ncast:\n  alice: {}\n  bob: {}\n") + kPhoneSentences + "\nsteps:\n" + steps;
}

const char* const kOneMessage = R"(
  - alice sends: <message to="{bob}" id="m1"/>
  - bob receives: <message id="m1"/>
  - bob receives nothing more
)";

TEST(Fence, BothEndsProveAbsence) {
  TestStage stage(fenced_phones(kOneMessage));
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(report.fences, ElementsAre(FenceKind::BothEnds, FenceKind::Quiescence));
  EXPECT_EQ(stage.quiescences, 2);  // the fence's, and the end's
}

TEST(Fence, RealTimeNeedsNoQuiescence) {
  TestStage stage(fenced_phones(kOneMessage));
  stage.target.virtual_time = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(report.fences, ElementsAre(FenceKind::BothEnds));
}

TEST(Fence, ADuplicateIsFound) {
  TestStage stage(fenced_phones(kOneMessage));
  stage.server.manners.copies = 2;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.failures.front().actual, HasSubstr("<message"));
}

TEST(Fence, OnlyWhatIsNamedIsForbidden) {
  const char* steps = R"(
  - alice sends: <message to="{bob}" id="m1"/>
  - bob receives nothing: <message id="m2"/>
  - bob receives: <message id="m1"/>
)";
  EXPECT_EQ(TestStage(fenced_phones(steps)).play().verdict, Verdict::Pass);
  const char* forbidden = R"(
  - alice sends: <message to="{bob}" id="m1"/>
  - bob receives nothing: <message/>
)";
  const auto report = TestStage(fenced_phones(forbidden)).play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.failures.front().expected, HasSubstr("no <message/>"));
}

TEST(Fence, AnUnansweredPingProvesNothing) {
  TestStage stage(fenced_phones("  - bob receives nothing\n"));
  stage.server.manners.answers_pings = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.failures.front().expected, HasSubstr("the answer to alice's ping"));
}

TEST(Fence, WhatIsOnItsWayAtTheEndIsUnreadInRealTimeToo) {
  TestStage stage(fenced_phones("  - alice sends: <message to=\"{bob}\" id=\"late\"/>\n"));
  stage.target.virtual_time = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.reason, HasSubstr("bob has 1 unread at the end"));
}

TEST(Fence, AServerThatAnswersNoMoreDoesNotHoldUpTheEnd) {
  TestStage stage(fenced_phones("  - alice sends: <message to=\"nobody@example.org\"/>\n"));
  stage.target.virtual_time = false;
  stage.server.manners.answers_pings = false;
  EXPECT_EQ(stage.play().verdict, Verdict::Pass);
}

TEST(Fence, ABareSocketHasAQuietTime) {
  TestStage stage(R"(
title: Quiet
checks: [X-01]
cast:
  raw: { kind: raw }
steps:
  - raw opens a connection
  - raw receives nothing
)");
  stage.target.virtual_time = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(report.fences, ElementsAre(FenceKind::QuietTime));
  EXPECT_EQ(report.duration, Fence::kQuietTime);
}

}  // namespace
}  // namespace assay::conformance::engine
