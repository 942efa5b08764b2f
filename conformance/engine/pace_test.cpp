#include "conformance/engine/pace.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using namespace std::chrono_literals;
using reports::Verdict;
using testing::HasSubstr;

constexpr Instant kStart{100s};

TEST(Pace, CountsWhatOurOwnTimersAreLate) {
  Pace pace(Pace::Time::Real);
  pace.tick(kStart);
  EXPECT_EQ(pace.next_tick(), kStart + 250ms);
  pace.tick(kStart + 100ms);
  pace.tick(kStart + 380ms);  // 30 ms late: every timer is, a little
  EXPECT_EQ(pace.lost(), 0s);
  pace.tick(kStart + 1630ms);
  EXPECT_EQ(pace.lost(), 1s);
}

TEST(Pace, VirtualTimeIsNeverLate) {
  Pace pace(Pace::Time::Virtual);
  pace.tick(kStart);
  pace.took(1h);
  pace.tick(kStart + 720h);
  EXPECT_EQ(pace.lost(), 0s);
  EXPECT_EQ(pace.round_trip(), 0s);
}

TEST(Patience, GrowsWithTheRoundTripAndWithLostTime) {
  Pace pace(Pace::Time::Real);
  pace.tick(kStart);
  const Patience patience(pace, kStart, 5s);
  EXPECT_EQ(patience.ends(), kStart + 5s);
  pace.took(600ms);
  pace.took(20ms);
  EXPECT_EQ(patience.ends(), kStart + 17s);
  pace.tick(kStart + 1250ms);
  EXPECT_EQ(patience.lost(), 1s);
  EXPECT_EQ(patience.ends(), kStart + 18s);
  EXPECT_EQ(Patience(pace, kStart, 5s).ends(), kStart + 17s) << "what was lost before it began is not its own";
}

constexpr const char* kUnanswered =
    "title: t\nchecks: [X-01]\ncast:\n  srv: { kind: server }\n  raw: { kind: raw }\nsteps:\n  - srv listens:\n"
    "  - raw opens a connection to srv:\n  - srv accepts:\n  - raw receives the closing tag:\n";

TEST(Play, ADeadlineOnARunnerThatKeepsTimeIsAFailure) {
  TestStage stage(kUnanswered);
  stage.target.virtual_time = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.duration, 5s);
}

TEST(Play, ARunnerThatLagsBlamesNobody) {
  TestStage stage(kUnanswered);
  stage.target.virtual_time = false;
  stage.timers_late = 700ms;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Inconclusive);
  EXPECT_THAT(report.reason, HasSubstr("too busy to judge"));
}

constexpr const char* kUndecided =
    "title: t\nchecks: [X-01]\ncast:\n  srv: { kind: server }\n  raw: { kind: raw }\nsteps:\n  - srv listens:\n"
    "  - raw opens a connection to srv:\n  - srv accepts:\n  - either:\n      - name: ends\n        do:\n          - raw receives the "
    "closing tag:\n"
    "      - name: answers\n        do:\n          - raw receives: <message/>\n            within: 7s\n";

TEST(Play, AnEitherWaitsForTheMostPatientOfItsBranches) {
  TestStage stage(kUndecided);
  stage.target.virtual_time = false;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.duration, 7s);
}

TEST(Play, AnEitherBlamesNobodyForARunnerThatLags) {
  TestStage stage(kUndecided);
  stage.target.virtual_time = false;
  stage.timers_late = 700ms;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Inconclusive);
  EXPECT_THAT(report.reason, HasSubstr("too busy to judge"));
}

TEST(Play, ALongRoundTripIsWaitedFor) {
  TestStage stage(kUnanswered);
  stage.target.virtual_time = false;
  stage.connecting_takes = 500ms;
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_EQ(report.duration, 500ms + 5s + 20 * 500ms);
  EXPECT_THAT(report.failures.at(0).actual, HasSubstr("round trip"));
}

}  // namespace
}  // namespace assay::conformance::engine
