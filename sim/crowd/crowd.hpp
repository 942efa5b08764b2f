#pragma once
// Thousands of plays: one for each seed, and what came of them.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "sim/crowd/play.hpp"

namespace assay::sim::crowd {

struct CrowdOptions {
  Case which = Case::Mixed;
  std::uint64_t first_seed = 1;
  std::uint64_t seeds = 1;
  std::size_t jobs = 1;  ///< threads; they change nothing but the time
  const conformance::defects::Defect* defect = nullptr;
  /// Called after each batch of plays, from one thread at a time.
  std::function<void(std::uint64_t plays)> progress;
};

struct Failure {
  std::uint64_t seed = 0;
  std::vector<std::string> faults;
};

struct Tally {
  Case which = Case::Mixed;
  std::uint64_t plays = 0;
  std::uint64_t failed = 0;
  std::vector<Failure> failures;  ///< the first of them
  Counts counts;
  std::string trace_hash;  ///< of all plays in order
};

inline constexpr std::size_t kShownFailures = 3;

[[nodiscard]] Tally run_crowd(const CrowdOptions& options);

}  // namespace assay::sim::crowd
