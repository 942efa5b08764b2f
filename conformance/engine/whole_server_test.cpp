// What a play asks of its stage, and what it makes of the answers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/engine/stage_test.hpp"

namespace assay::conformance::engine {
namespace {

using namespace std::chrono_literals;
using reports::Verdict;
using testing::ElementsAre;
using testing::HasSubstr;
using What = StageOrder::What;
using Outcome = StageAnswer::Outcome;

std::string scenario(const std::string& steps) { return "title: t\nchecks: [X-01]\ncast:\n  raw: { kind: raw }\nsteps:\n" + steps; }

TEST(WholeServer, OrdersGoToTheStageInTheirOrder) {
  TestStage stage(
      scenario("  - the server is paused:\n  - the server goes on:\n  - the clock jumps 2 hours back:\n"
               "  - the clock jumps 1 day forward:\n  - the server is killed:\n  - the server starts again:\n"
               "  - the server stops:\n  - the server starts again:\n"));
  std::vector<What> orders;
  std::vector<Duration> times;
  stage.obey = [&](const StageOrder& order) {
    orders.push_back(order.what);
    times.push_back(order.by);
    return StageAnswer{};
  };
  EXPECT_EQ(stage.play().verdict, Verdict::Pass);
  EXPECT_THAT(orders, ElementsAre(What::Pause, What::GoOn, What::Jump, What::Jump, What::Kill, What::Start, What::Stop, What::Start));
  EXPECT_THAT(times, ElementsAre(0s, 0s, -2h, 24h, 0s, 0s, 0s, 0s));
}

TEST(WholeServer, AStageThatCannotMakesItUntestable) {
  TestStage stage(scenario("  - the server is killed:\n"));
  stage.obey = [](const StageOrder&) { return StageAnswer{Outcome::Cannot, "it was not started by us"}; };
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Untestable);
  EXPECT_THAT(report.reason, HasSubstr("it was not started by us"));
}

TEST(WholeServer, AServerThatDoesNotComeUpAgainFails) {
  TestStage stage(scenario("  - the server is killed:\n  - the server starts again:\n"));
  stage.obey = [](const StageOrder& order) {
    return order.what == What::Start ? StageAnswer{Outcome::Failed, "it exited with 70 before it was ready"} : StageAnswer{};
  };
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Fail);
  EXPECT_THAT(report.failures.at(0).actual, HasSubstr("exited with 70"));
}

TEST(WholeServer, AStageThatNeverAnswersIsNotTheServersFault) {
  TestStage stage(scenario("  - the server is killed:\n"));
  EXPECT_EQ(stage.play().verdict, Verdict::Inconclusive);
}

TEST(WholeServer, OrdersThatMakeNoSenseAreTheAuthorsFault) {
  for (const char* steps :
       {"  - the server starts again:\n", "  - the server goes on:\n", "  - the server is killed:\n  - the server is killed:\n",
        "  - the server is paused:\n  - the server is paused:\n", "  - the server stops:\n  - the server is paused:\n",
        "  - the server is paused:\n  - the server stops:\n"}) {
    TestStage stage(scenario(steps));
    stage.obey = [](const StageOrder&) { return StageAnswer{}; };
    EXPECT_EQ(stage.play().verdict, Verdict::Error) << steps;
  }
}

TEST(WholeServer, LongTimesAreTheTargetsClocksIfItHasThem) {
  TestStage without(scenario("  - 1 day passes:\n"));
  without.target.virtual_time = false;
  EXPECT_EQ(without.play().verdict, Verdict::Untestable);

  TestStage with(scenario("  - 1 day passes:\n  - 2 seconds pass:\n"));
  with.target.virtual_time = false;
  with.target.clock_control = true;
  std::vector<Duration> advanced;
  with.obey = [&](const StageOrder& order) {
    EXPECT_EQ(order.what, What::Advance);
    advanced.push_back(order.by);
    return StageAnswer{};
  };
  const auto report = with.play();
  EXPECT_EQ(report.verdict, Verdict::Pass) << report.reason;
  EXPECT_THAT(advanced, ElementsAre(24h, 2s));
  EXPECT_LT(report.duration, 2s) << "nothing was waited for";
}

TEST(WholeServer, ASharedServersClockIsLeftAlone) {
  TestStage stage(scenario("  - 2 seconds pass:\n"));
  stage.target.virtual_time = false;
  stage.target.clock_control = true;
  stage.obey = [](const StageOrder&) {
    ADD_FAILURE() << "others play there";
    return StageAnswer{};
  };
  const auto report = stage.play();
  EXPECT_EQ(report.verdict, Verdict::Pass);
  EXPECT_GE(report.duration, 2s);
}

}  // namespace
}  // namespace assay::conformance::engine
