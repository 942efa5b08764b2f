#pragma once
// A sample of the matrix (sim/matrix) on a real server: its process, its SQLite file, TCP and TLS. What is cut is cut at an octet of TLS,
// and the process is killed when so many octets have gone through; both are drawn by a seed. The same ledger balances the books.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "conformance/live/target_file.hpp"
#include "reference/base/result.hpp"
#include "sim/matrix/cell.hpp"

namespace assay::conformance::matrix {

/// The cells that can be played for real: without full disks, which only a store in memory can have at a moment's notice, and with the two
/// crashes of a commit as one, "kill -9".
[[nodiscard]] std::vector<sim::matrix::Cell> live_cells();

struct SampleOptions {
  std::vector<sim::matrix::Cell> cells = live_cells();
  std::uint64_t seed = 1;
  std::size_t plays = 10;
  std::string defect{};  ///< to plant inside the server, by its name
};

struct LivePlay {
  sim::matrix::Cell cell;
  std::uint64_t at = 0;  ///< the octet
  std::uint64_t of = 0;  ///< of so many in a play in which nothing breaks
  bool struck = false;   ///< whether it came so far
  Duration took{};
  std::vector<std::string> faults;
};

struct Sample {
  std::vector<LivePlay> plays;
  std::size_t queued = 0;  ///< entries in the mailboxes at the end, when everybody has got everything
};

/// `target` outlives the call. Each play is reported when it is over. The error says why there is no sample.
[[nodiscard]] Result<Sample, std::string> sample(const live::TargetFile& target, const SampleOptions& options,
                                                 const std::function<void(const LivePlay&)>& report);

}  // namespace assay::conformance::matrix
