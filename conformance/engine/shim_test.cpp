// A client under test, behind a shim that the test plays.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/shim_event.hpp"
#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using reports::FenceKind;
using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;

const char* const kClient = R"(
title: A client
checks: [X-01]
cast:
  bob: { kind: client, starts: nothing }
steps:
  - bob does: { do: send, to: "{bob}", body: "hello" }
  - bob reports: { event: message, body: "{b = any}" }
  - bob receives nothing more
)";

/// Answers `send` with what it is given and `sync` as it must.
std::function<std::vector<std::string>(const ShimLine&)> shim(std::vector<std::string> answers) {
  return [answers = std::move(answers)](const ShimLine& line) -> std::vector<std::string> {
    const auto command = parse_shim_event(line.line);
    if (field(*command, "do") == "sync") return {R"({"event":"synced","tag":")" + field(*command, "tag") + "\"}"};
    return answers;
  };
}

TEST(Shim, CommandsReportsAndSync) {
  TestStage stage(kClient);
  stage.shim = shim({R"({"event":"accepted","id":"1"})", R"({"event":"message","body":"hello"})"});
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(report.fences, ElementsAre(FenceKind::Sync, FenceKind::Quiescence));
}

TEST(Shim, AMessageTooManyIsFound) {
  TestStage stage(kClient);
  stage.shim = shim({R"({"event":"message","body":"hello"})", R"({"event":"message","body":"hello"})"});
  EXPECT_EQ(stage.play().verdict, Verdict::Fail);
}

TEST(Shim, AnotherReportIsAMismatch) {
  TestStage stage(kClient);
  stage.shim = shim({R"({"event":"failed","condition":"conflict"})"});
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.failures.front().path_diff, HasSubstr("event"));
}

TEST(Shim, WhatItDoesNotSupportIsUnsupported) {
  TestStage stage(kClient);
  stage.shim = shim({R"({"event":"unsupported","do":"send"})"});
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Unsupported);
  EXPECT_THAT(report.reason, HasSubstr("the shim of bob does not support \"send\""));
}

TEST(Shim, ALineThatIsNoObjectIsAnError) {
  TestStage stage(kClient);
  stage.shim = shim({"Segmentation fault"});
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Error);
  EXPECT_THAT(report.reason, HasSubstr("no JSON object"));
}

TEST(ShimEvent, IsFlattened) {
  const auto event = parse_shim_event(R"({"contacts":[{"number":"+1","in":true}],"count":2,"none":null})");
  ASSERT_TRUE(event);
  EXPECT_EQ(event->fields,
            (std::map<std::string, std::string>{
                {"contacts.length", "1"}, {"contacts[0].in", "true"}, {"contacts[0].number", "+1"}, {"count", "2"}, {"none", "null"}}));
  EXPECT_FALSE(parse_shim_event("[1]"));
}

}  // namespace
}  // namespace assay::conformance::engine
