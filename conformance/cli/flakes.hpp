#pragma once
// Several rounds of the same cases, each with a seed of its own, side by side: which cases did not come out alike each time.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "reports/model/run_report.hpp"

namespace assay::conformance::cli {

class Flakes {
 public:
  /// One round; its seed is new.
  void take(const reports::RunReport& round);

  [[nodiscard]] std::size_t rounds() const { return seeds_.size(); }
  /// Cases with more than one verdict.
  [[nodiscard]] std::size_t count() const;
  /// A line that sums up, and for each such case a line with how often it had its usual verdict and with which seeds another.
  [[nodiscard]] std::string text() const;

 private:
  using Seeds = std::vector<std::uint64_t>;
  std::map<std::string, std::map<reports::Verdict, Seeds>> cases_;
  Seeds seeds_;
  Seeds red_;  ///< rounds that were not green
};

}  // namespace assay::conformance::cli
