#include "sim/matrix/matrix.hpp"

#include <algorithm>
#include <thread>

#include <gmock/gmock.h>

namespace assay::sim::matrix {
namespace {

using testing::IsEmpty;

constexpr std::uint64_t kStride = 193;  // a prime: over the seeds of CI it comes to every octet

MatrixOptions sampled() {
  MatrixOptions options;
  options.stride = kStride;
  options.jobs = std::max(1U, std::thread::hardware_concurrency());
  return options;
}

std::string told(const Tally& tally) {
  std::string text = name(tally.cell);
  for (const Failure& failure : tally.failures) {
    text += "\n  at " + std::to_string(failure.at);
    for (const std::string& fault : failure.faults) text += "\n    " + fault;
  }
  return text;
}

TEST(Matrix, BooksBalanceInEveryCellSampled) {
  for (const Tally& tally : run_matrix(sampled())) {
    EXPECT_EQ(tally.failed, 0U) << told(tally);
    EXPECT_GE(tally.plays, has_points(tally.cell.situation.breakage) ? 5U : 1U) << name(tally.cell);
  }
}

TEST(Matrix, IsTheSameWithAnyNumberOfThreads) {
  MatrixOptions options;
  std::erase_if(options.cells, [](const Cell& cell) { return cell.situation.breakage != Breakage::CrashBehind; });
  options.stride = 7;
  const auto alone = run_matrix(options);
  options.jobs = 3;
  const auto together = run_matrix(options);
  ASSERT_EQ(alone.size(), together.size());
  for (std::size_t i = 0; i < alone.size(); ++i) EXPECT_EQ(alone[i].trace_hash, together[i].trace_hash);
}

class MatrixOverDefect : public testing::TestWithParam<const char*> {};

TEST_P(MatrixOverDefect, TurnsRed) {
  MatrixOptions options;
  std::erase_if(options.cells, [](const Cell& cell) { return name(cell) != "message/offline"; });
  options.defect = conformance::defects::find_defect(GetParam());
  ASSERT_NE(options.defect, nullptr);
  std::size_t failed = 0;
  for (const Tally& tally : run_matrix(options)) failed += tally.failed;
  EXPECT_GT(failed, 0U);
}

INSTANTIATE_TEST_SUITE_P(Lying, MatrixOverDefect, testing::Values("ack-needed-twice", "mailbox-forgotten", "mailbox-never-emptied"));

}  // namespace
}  // namespace assay::sim::matrix
