#pragma once
// The generated matrix: every kind in every situation, each at every point at which it can strike, and the books balanced after each play.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/defects/defect.hpp"
#include "sim/matrix/cell.hpp"

namespace assay::sim::matrix {

struct MatrixOptions {
  std::vector<Cell> cells = all_cells();
  std::uint64_t seed = 1;
  std::uint64_t stride = 1;           ///< every so-manieth octet; commits are few, and all struck
  std::optional<std::uint64_t> only;  ///< this point alone
  std::size_t jobs = 1;               ///< threads; they change nothing but the time
  const conformance::defects::Defect* defect = nullptr;
  /// Called after each batch of plays, from one thread at a time.
  std::function<void(const Cell&, std::uint64_t points)> progress;
};

struct Failure {
  std::uint64_t at = 0;
  std::vector<std::string> faults;
};

struct Tally {
  Cell cell;
  std::size_t plays = 0;
  std::size_t failed = 0;
  std::vector<Failure> failures;  ///< the first of them
  std::string trace_hash;         ///< of all plays in order
};

inline constexpr std::size_t kShownFailures = 3;

[[nodiscard]] std::vector<Tally> run_matrix(const MatrixOptions& options);

}  // namespace assay::sim::matrix
