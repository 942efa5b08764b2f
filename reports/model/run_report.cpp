#include "reports/model/run_report.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace assay::reports {

std::string_view name(Stage stage) {
  switch (stage) {
    case Stage::Simulator: return "simulator";
    case Stage::Live: return "live";
    case Stage::Relay: return "relay";
  }
  return "live";
}

std::string_view name(ExitCode code) {
  switch (code) {
    case ExitCode::Green: return "green";
    case ExitCode::ConformanceFailure: return "conformance failure";
    case ExitCode::BadInput: return "bad input";
    case ExitCode::TargetUnreachable: return "target unreachable";
    case ExitCode::HarnessError: return "harness error";
    case ExitCode::StaleBaseline: return "stale baseline";
    case ExitCode::NothingJudged: return "nothing judged";
  }
  return "harness error";
}

const Requirement* find_requirement(const RunReport& run, const std::string& id) {
  const auto found = std::find_if(run.requirements.begin(), run.requirements.end(), [&id](const Requirement& r) { return r.id == id; });
  return found == run.requirements.end() ? nullptr : &*found;
}

std::size_t Counts::total() const { return std::accumulate(by_verdict.begin(), by_verdict.end(), std::size_t{0}); }

std::size_t Counts::judged() const {
  std::size_t sum = 0;
  for (const Verdict verdict : all_verdicts()) sum += is_judged(verdict) ? of(verdict) : 0;
  return sum;
}

Counts scenario_counts(const RunReport& run) {
  Counts counts;
  for (const ScenarioReport& scenario : run.scenarios) counts.add(scenario.verdict);
  return counts;
}

Counts check_counts(const RunReport& run) {
  Counts counts;
  for (const ScenarioReport& scenario : run.scenarios) {
    for (const Check& check : scenario.checks) counts.add(check.verdict);
  }
  return counts;
}

namespace {

Verdict rolled_up(const Counts& counts) {
  for (const Verdict verdict : {Verdict::Fail, Verdict::Error, Verdict::Warn, Verdict::Choice, Verdict::Pass, Verdict::Inconclusive,
                                Verdict::Untestable, Verdict::Unsupported}) {
    if (counts.of(verdict) > 0) return verdict;
  }
  return Verdict::NotRun;
}

}  // namespace

std::vector<RequirementResult> requirement_results(const RunReport& run) {
  std::vector<RequirementResult> results;
  std::map<std::string, std::size_t> index;
  const auto result_of = [&](const std::string& id) -> RequirementResult& {
    const auto [place, fresh] = index.try_emplace(id, results.size());
    if (fresh) results.push_back(RequirementResult{.id = id});
    return results[place->second];
  };
  for (const Requirement& requirement : run.requirements) result_of(requirement.id);
  for (std::size_t i = 0; i < run.scenarios.size(); ++i) {
    for (const Check& check : run.scenarios[i].checks) {
      if (check.requirement.empty()) continue;
      RequirementResult& result = result_of(check.requirement);
      result.counts.add(check.verdict);
      if (result.scenarios.empty() || result.scenarios.back() != i) result.scenarios.push_back(i);
    }
  }
  for (RequirementResult& result : results) result.verdict = rolled_up(result.counts);
  return results;
}

namespace {

bool fails_unexpectedly(const ScenarioReport& scenario) {
  return std::any_of(scenario.checks.begin(), scenario.checks.end(),
                     [](const Check& check) { return check.verdict == Verdict::Fail && !check.known; }) ||
         (scenario.verdict == Verdict::Fail && !is_known_failure(scenario));
}

// The implementation failed in the set-up, so that nothing was judged: one such failure is no reason for a hundred reds, but none is green.
bool is_blocked_by_failure(const ScenarioReport& scenario) {
  return scenario.verdict == Verdict::Inconclusive && !scenario.failures.empty() &&
         std::none_of(scenario.checks.begin(), scenario.checks.end(), [](const Check& check) { return check.known.has_value(); });
}

bool errs(const ScenarioReport& scenario) {
  return scenario.verdict == Verdict::Error ||
         std::any_of(scenario.checks.begin(), scenario.checks.end(), [](const Check& check) { return check.verdict == Verdict::Error; });
}

}  // namespace

ExitCode exit_code(const RunReport& run) {
  if (run.stopped) return run.stopped->code;
  if (std::any_of(run.scenarios.begin(), run.scenarios.end(), fails_unexpectedly)) return ExitCode::ConformanceFailure;
  const bool blocked = std::any_of(run.scenarios.begin(), run.scenarios.end(), is_blocked_by_failure);
  if (blocked && check_counts(run).judged() > 0) return ExitCode::ConformanceFailure;
  if (std::any_of(run.scenarios.begin(), run.scenarios.end(), errs)) return ExitCode::HarnessError;
  if (!run.stale_baseline.empty()) return ExitCode::StaleBaseline;
  if (check_counts(run).judged() == 0) return ExitCode::NothingJudged;
  return ExitCode::Green;
}

}  // namespace assay::reports
