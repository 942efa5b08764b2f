// A small sample: `assay crowd` plays thousands.

#include "sim/crowd/crowd.hpp"

#include <algorithm>
#include <thread>

#include <gmock/gmock.h>

namespace assay::sim::crowd {
namespace {

CrowdOptions sample(Case which, std::uint64_t seeds) {
  return {.which = which, .seeds = seeds, .jobs = std::max(1U, std::thread::hardware_concurrency()), .progress = {}};
}

std::string told(const Tally& tally) {
  std::string text;
  for (const Failure& failure : tally.failures) {
    text += "\n  seed " + std::to_string(failure.seed);
    for (const std::string& fault : failure.faults) text += "\n    " + fault;
  }
  return text;
}

TEST(Crowd, SharesOneHistoryOverCutsAndCrashes) {
  const Tally tally = run_crowd(sample(Case::Mixed, 48));
  EXPECT_EQ(tally.failed, 0U) << told(tally);
  EXPECT_GT(tally.counts.messages, 100U);
  EXPECT_GT(tally.counts.changes, 100U);
  EXPECT_GT(tally.counts.cuts, 100U);
  EXPECT_GT(tally.counts.crashes, 10U);
}

TEST(Crowd, OfFiftyWhoRuleAtOnceSharesOneHistory) {
  const Tally tally = run_crowd(sample(Case::Fifty, 2));
  EXPECT_EQ(tally.failed, 0U) << told(tally);
}

TEST(Crowd, LetsOneInForTheLastPlace) {
  const Tally tally = run_crowd(sample(Case::LastPlace, 16));
  EXPECT_EQ(tally.failed, 0U) << told(tally);
}

TEST(Crowd, IsTheSameWithAnyNumberOfThreads) {
  CrowdOptions options = sample(Case::Mixed, 6);
  options.jobs = 1;
  const Tally alone = run_crowd(options);
  options.jobs = 3;
  EXPECT_EQ(run_crowd(options).trace_hash, alone.trace_hash);
}

struct Lie {
  const char* defect;
  Case which;
};

class CrowdOverDefect : public testing::TestWithParam<Lie> {};

TEST_P(CrowdOverDefect, TurnsRed) {
  CrowdOptions options = sample(GetParam().which, 8);
  options.defect = conformance::defects::find_defect(GetParam().defect);
  ASSERT_NE(options.defect, nullptr);
  EXPECT_GT(run_crowd(options).failed, 0U);
}

INSTANTIATE_TEST_SUITE_P(Lying, CrowdOverDefect,
                         testing::Values(Lie{"group-order-forgotten", Case::Mixed}, Lie{"mailbox-forgotten", Case::Mixed},
                                         Lie{"group-unlimited", Case::LastPlace}),
                         [](const auto& made) {
                           std::string name = made.param.defect;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace assay::sim::crowd
