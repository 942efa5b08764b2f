#pragma once
// Text for people at a terminal (and, without colour, for log files and the body of a JUnit failure).

#include <cstddef>
#include <string>

#include "reports/model/run_report.hpp"

namespace assay::reports {

enum class Colour { Off, On };
/// Unicode draws with box characters; Ascii is for terminals whose locale is not UTF-8 (peers' text stays UTF-8).
enum class Glyphs { Unicode, Ascii };

struct Style {
  Colour colour = Colour::Off;
  Glyphs glyphs = Glyphs::Unicode;
  std::size_t width = 100;  ///< columns; below 60 is treated as 60
};

/// How far a run is.
struct Progress {
  std::size_t done = 0;  ///< including the scenario of this line
  std::size_t total = 0;
};

/// One line, with its newline: what became of a scenario that just ended.
[[nodiscard]] std::string progress_line(const ScenarioReport& scenario, Progress progress, const Style& style);
/// What the requirement demands, the step, expected against actual, the ladder, how to reproduce it. Several lines.
[[nodiscard]] std::string failure_page(const RunReport& run, const ScenarioReport& scenario, const Failure& failure, const Style& style);
/// All failure pages of a scenario; for one that is red without a failure, its reason and ladder.
[[nodiscard]] std::string failure_pages(const RunReport& run, const ScenarioReport& scenario, const Style& style);
/// Counts, the list of what is red and why, what the exit code will be and how to get at more.
[[nodiscard]] std::string summary(const RunReport& run, const Style& style);
/// The whole run: a progress line per scenario, the failure pages, the summary.
[[nodiscard]] std::string terminal(const RunReport& run, const Style& style);

}  // namespace assay::reports
