#include "conformance/cli/round_line.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>
#include <unistd.h>

namespace assay::conformance::cli {
namespace {

bool is_red(const reports::ScenarioReport& scenario) { return reports::is_red(scenario.verdict); }

std::string became(const reports::RunReport& run) {
  if (run.stopped) return run.stopped->reason;
  const auto red = std::count_if(run.scenarios.begin(), run.scenarios.end(), is_red);
  return red == 0 ? "green" : fmt::format("{} red", red);
}

}  // namespace

RoundLine::RoundLine(Plan plan, const reports::Style& style) : plan_(plan), style_(style), moves_(isatty(STDOUT_FILENO) != 0) {}

void RoundLine::progress(std::size_t round, std::size_t done) const {
  if (moves_) show(fmt::format("{}{} of {}", head(round), done, plan_.cases));
}

void RoundLine::ended(std::size_t round, const reports::RunReport& run) {
  const std::string outcome = became(run);
  show(fmt::format("{}{}, {:.2f} s", head(round), outcome, std::chrono::duration<double>(run.duration).count()));
  // A moving line is overwritten by the next unless it says something.
  if (!moves_ || outcome != "green" || round == plan_.rounds) std::fputs("\n", stdout);
  for (const auto& scenario : run.scenarios) {
    if (is_red(scenario) && shown_.insert(scenario.id).second) std::fputs(reports::failure_pages(run, scenario, style_).c_str(), stdout);
  }
  std::fflush(stdout);
}

std::string RoundLine::head(std::size_t round) const {
  return fmt::format("round {} of {}, seed {}: ", round, plan_.rounds, plan_.first_seed + round - 1);
}

void RoundLine::show(const std::string& text) const {
  std::fputs(((moves_ ? "\r\x1b[K" : "") + text).c_str(), stdout);
  std::fflush(stdout);
}

}  // namespace assay::conformance::cli
