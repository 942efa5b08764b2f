#include "conformance/cli/sample.hpp"

#include <algorithm>
#include <set>

#include "sim/world/stage.hpp"

namespace assay::conformance::cli {
namespace {

using Ladder = std::vector<reports::Exchange>;

constexpr std::size_t kMostRows = 24;
constexpr std::size_t kRowsBefore = 8;
constexpr std::size_t kRowsAfter = 1;

using Seen = std::set<const language::Definition*>;

void collect(const std::vector<language::Step>& steps, const std::string& id, Seen& seen, std::vector<const language::Step*>& out) {
  for (const auto& step : steps) {
    if (std::find(step.checks.begin(), step.checks.end(), id) != step.checks.end()) out.push_back(&step);
    for (const auto& branch : step.branches) collect(branch, id, seen, out);
    for (const auto* definition : step.candidates) {
      if (seen.insert(definition).second) collect(definition->steps, id, seen, out);
    }
  }
}

bool claims(const language::Step& step, const std::string& id) {
  if (std::find(step.checks.begin(), step.checks.end(), id) != step.checks.end()) return true;
  Seen seen;
  std::vector<const language::Step*> found;
  for (const auto& branch : step.branches) collect(branch, id, seen, found);
  for (const auto* definition : step.candidates) collect(definition->steps, id, seen, found);
  return !found.empty();
}

bool same_row(const reports::Exchange& a, const reports::Exchange& b) {
  return a.at == b.at && a.from == b.from && a.to == b.to && a.kind == b.kind && a.summary == b.summary;
}

// How many rows the whole play begins with that a play of its first `steps` steps has too: a seed makes both go the same way up to there.
std::size_t rows_of(const language::Scenario& scenario, std::size_t steps, const Ladder& whole,
                    const language::RequirementTable& requirements, const sim::world::StageOptions& how) {
  language::Scenario start = scenario;
  start.steps.resize(steps);
  const auto report = sim::world::perform(start, start.cases.front(), requirements, how);
  const std::size_t most = std::min(whole.size(), report.ladder.size());
  std::size_t rows = 0;
  while (rows < most && same_row(whole[rows], report.ladder[rows])) ++rows;
  return rows;
}

void keep(Sample& sample, std::size_t begin, std::size_t end) {
  Ladder& ladder = sample.report.ladder;
  sample.earlier = begin;
  sample.later = ladder.size() - end;
  ladder = Ladder(ladder.begin() + static_cast<std::ptrdiff_t>(begin), ladder.begin() + static_cast<std::ptrdiff_t>(end));
}

}  // namespace

std::vector<const language::Step*> claiming_steps(const language::Scenario& scenario, const std::string& id) {
  std::vector<const language::Step*> out;
  Seen seen;
  collect(scenario.steps, id, seen, out);
  return out;
}

std::optional<Sample> play_sample(const language::Scenario& scenario, const std::string& id, const language::RequirementTable& requirements,
                                  const engine::Target& simulator) {
  const sim::world::StageOptions how{.target = simulator, .defect = nullptr, .through_relay = false, .seed = 1};
  Sample sample{sim::world::perform(scenario, scenario.cases.front(), requirements, how), 0, 0};
  const auto& checks = sample.report.checks;
  const auto passes = [&](const reports::Check& check) { return check.requirement == id && check.verdict == reports::Verdict::Pass; };
  if (std::none_of(checks.begin(), checks.end(), passes)) return std::nullopt;

  const Ladder& whole = sample.report.ladder;
  const auto claiming = std::find_if(scenario.steps.begin(), scenario.steps.end(), [&](const auto& step) { return claims(step, id); });
  std::size_t begin = 0;
  std::size_t end = whole.size();
  if (claiming == scenario.steps.end()) {
    begin = rows_of(scenario, 0, whole, requirements, how);
  } else {
    const auto index = static_cast<std::size_t>(claiming - scenario.steps.begin());
    begin = rows_of(scenario, index, whole, requirements, how);
    end = std::min(rows_of(scenario, index + 1, whole, requirements, how) + kRowsAfter, whole.size());
    begin -= std::min(begin, kRowsBefore);
  }
  begin = std::min(begin, end);
  keep(sample, begin, std::min(end, begin + kMostRows));
  return sample;
}

}  // namespace assay::conformance::cli
