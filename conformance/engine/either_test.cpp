// `either`: the play follows the branch whose first step fits what comes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using reports::Verdict;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

/// A server and a bare socket, both the engine's, with an open stream between them.
std::string choosing_ends(const std::string& steps) {
  return R"(
title: Two ends
checks: [X-01]
cast:
  srv: { kind: server }
  raw: { kind: raw }
steps:
  - srv listens
  - raw opens a connection to srv
  - srv accepts
  - raw opens a stream
  - srv receives the opening tag
  - srv opens a stream
  - raw receives the opening tag
)" + steps;
}

const std::string kAnswerOrEnd = R"(
  - either:
      - name: answers
        do:
          - raw receives: <iq type="result" id="{i = any}"/>
            checks: [X-02]
          - raw sends: <message id="{i}"/>
          - srv receives: <message id="seven"/>
      - name: refuses
        do:
          - raw receives: <iq type="error" id="{i = any}"/>
            checks: [X-03]
      - - raw receives the closing tag
        - raw is disconnected
)";

reports::ScenarioReport choice_played(const std::string& steps) { return TestStage(choosing_ends(steps)).play(); }

TEST(Either, TakesTheBranchThatFits) {
  const auto answered = choice_played("  - srv sends: <iq type=\"result\" id=\"seven\"/>\n" + kAnswerOrEnd);
  EXPECT_EQ(answered.verdict, Verdict::Choice) << answered.reason;
  EXPECT_EQ(check_of(answered, "X-01").verdict, Verdict::Pass);
  EXPECT_EQ(check_of(answered, "X-02").verdict, Verdict::Pass);
  EXPECT_EQ(check_of(answered, "X-03").verdict, Verdict::Choice);
  EXPECT_EQ(check_of(answered, "X-03").reason, "the choice was: answers");
  EXPECT_THAT(answered.choices, ElementsAre(Field(&reports::Choice::taken, "answers")));
  EXPECT_EQ(answered.choices.front().place.line, 17);

  const auto refused = choice_played("  - srv sends: <iq type=\"error\" id=\"seven\"/>\n" + kAnswerOrEnd);
  EXPECT_EQ(check_of(refused, "X-02").verdict, Verdict::Choice);
  EXPECT_EQ(check_of(refused, "X-03").verdict, Verdict::Pass);
}

TEST(Either, AnEndOfTheStreamBeginsABranchNamedAfterItsFirstStep) {
  const auto report = choice_played("  - srv closes the stream\n  - srv finishes sending\n" + kAnswerOrEnd);
  EXPECT_THAT(report.choices, ElementsAre(Field(&reports::Choice::taken, "raw receives the closing tag")));
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Pass) << report.reason;
}

TEST(Either, TheTakenBranchCanFail) {
  const auto report = choice_played("  - srv sends: <iq type=\"result\" id=\"eight\"/>\n" + kAnswerOrEnd);
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Fail);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::Pass);
  ASSERT_EQ(report.failures.size(), 1U);
  EXPECT_EQ(report.failures.front().path_diff, "message/@id: wanted \"seven\", got \"eight\"");
  EXPECT_EQ(report.failures.front().callers.front().sentence, "either");
}

TEST(Either, SaysWhatEachBranchWantedAndWhyItDidNotFit) {
  const auto report = choice_played("  - srv sends: <iq type=\"get\" id=\"seven\"/>\n" + kAnswerOrEnd);
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Fail);
  EXPECT_EQ(check_of(report, "X-02").verdict, Verdict::NotRun);
  ASSERT_EQ(report.failures.size(), 1U);
  const reports::Failure& failure = report.failures.front();
  EXPECT_EQ(failure.expected,
            "one of these:\n"
            "answers: <iq type='result' id='{i = any}'/>\n"
            "refuses: <iq type='error' id='{i = any}'/>\n"
            "raw receives the closing tag: </stream:stream>");
  EXPECT_EQ(failure.path_diff,
            "answers: iq/@type: wanted \"result\", got \"get\"\n"
            "refuses: iq/@type: wanted \"error\", got \"get\"\n"
            "raw receives the closing tag: something else came");
  EXPECT_THAT(failure.actual, HasSubstr("type='get'"));
}

TEST(Either, WaitsNoLongerThanItsBranches) {
  const auto report = choice_played("  - either:\n      - - raw receives: <a/>\n      - - raw receives: <b/>\n    within: 3s\n");
  EXPECT_EQ(check_of(report, "X-01").verdict, Verdict::Fail);
  EXPECT_EQ(report.failures.front().actual, "nothing of it within 3 s");
  EXPECT_EQ(report.duration, std::chrono::seconds{3});
}

TEST(Either, NothingIsABranchToo) {
  const char* steps = R"(
  - either:
      - - raw receives: <a xmlns="urn:a"/>
      - name: is silent
        do: [raw receives nothing]
)";
  const auto silent = choice_played(steps);
  EXPECT_EQ(silent.verdict, Verdict::Pass) << silent.reason;
  EXPECT_THAT(silent.choices, ElementsAre(Field(&reports::Choice::taken, "is silent")));
  const auto loud = choice_played("  - srv sends: <a xmlns=\"urn:a\"/>\n" + std::string(steps));
  EXPECT_THAT(loud.choices, ElementsAre(Field(&reports::Choice::taken, "raw receives <a>")));
}

TEST(Either, TlsMayBreak) {
  const char* either = R"(
  - either:
      - name: goes on
        do:
          - raw starts TLS
          - raw opens a stream
      - name: breaks
        do: [raw is disconnected]
)";
  const auto broken = choice_played("  - srv cuts the connection\n" + std::string(either));
  EXPECT_THAT(broken.choices, ElementsAre(Field(&reports::Choice::taken, "breaks"))) << broken.reason;
  const auto sound = choice_played(R"(
  - together:
      - - srv starts TLS
        - srv receives the opening tag
      - either:
          - - raw is disconnected
          - name: goes on
            do:
              - raw starts TLS
              - raw opens a stream
)");
  EXPECT_EQ(sound.verdict, Verdict::Pass) << sound.reason;
  EXPECT_THAT(sound.choices, ElementsAre(Field(&reports::Choice::taken, "goes on")));
}

TEST(Either, AnEndMayHaveSomethingBeforeIt) {
  const auto report = choice_played(R"(
  - srv sends bytes: '<?xml version="1.0"?><broken>'
  - srv finishes sending
  - either:
      - - raw receives: <a xmlns="urn:a"/>
      - - raw is disconnected in the end
)");
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(report.choices, ElementsAre(Field(&reports::Choice::taken, "raw is disconnected in the end")));
}

TEST(Either, WhatHandlersAndIgnoresTakeDecidesNothing) {
  const std::string phones = std::string("title: Phones\nchecks: [X-01]\ncast:\n  alice: {}\n  bob: {}\n") + kPhoneSentences + "\nsteps:\n";
  TestStage stage(phones + R"(
  - alice sends: <message to="{bob}" id="noise"/>
  - alice sends: <message to="{bob}" id="m"/>
  - either:
      - - bob receives: <message id="m"/>
      - - bob is disconnected
    ignores: <message id="noise"/>
)");
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
}

TEST(Either, ABranchThatNeedsWhatTheTargetLacksIsNotTaken) {
  const char* steps = R"(
  - either:
      - name: lacks
        do:
          - raw receives: <a xmlns="urn:a"/>
            needs: [nothing-has-this]
      - - raw receives: <a xmlns="urn:a"/>
)";
  const auto report = choice_played("  - srv sends: <a xmlns=\"urn:a\"/>\n" + std::string(steps));
  EXPECT_THAT(report.choices, ElementsAre(AllOf(Field(&reports::Choice::taken, "raw receives <a>"))));
}

}  // namespace
}  // namespace assay::conformance::engine
