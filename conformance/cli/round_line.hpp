#pragma once
// What a person sees of a run of several rounds: a line for each, or on a terminal one that moves; and why a case turned red, once.

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "reports/model/run_report.hpp"
#include "reports/writers/terminal.hpp"

namespace assay::conformance::cli {

class RoundLine {
 public:
  struct Plan {
    std::size_t rounds = 1;
    std::uint64_t first_seed = 1;
    std::size_t cases = 0;
  };
  /// Writes to standard output.
  RoundLine(Plan plan, const reports::Style& style);

  /// So many cases of the round (counted from 1) are done. Seen on a terminal alone.
  void progress(std::size_t round, std::size_t done) const;
  void ended(std::size_t round, const reports::RunReport& run);

 private:
  [[nodiscard]] std::string head(std::size_t round) const;
  void show(const std::string& text) const;

  Plan plan_;
  reports::Style style_;
  bool moves_;
  std::set<std::string> shown_;
};

}  // namespace assay::conformance::cli
