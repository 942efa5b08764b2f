#include "conformance/grade/deletion.hpp"

#include <algorithm>

#include "conformance/engine/book.hpp"
#include "conformance/grade/matrix.hpp"
#include "reports/writers/text.hpp"

namespace assay::conformance::grade {
namespace {

using language::Step;
using language::Verb;

constexpr std::size_t kStepColumns = 100;

bool is_block(Verb verb) { return verb == Verb::ForEach || verb == Verb::Together || verb == Verb::Either || verb == Verb::InOrder; }

// Sentences that wait for something of the implementation, and so can fail it.
bool judges(Verb verb) {
  switch (verb) {
    case Verb::ReceiveOpeningTag:
    case Verb::ReceiveClosingTag:
    case Verb::Receive:
    case Verb::ReceiveInAnyOrder:
    case Verb::ReceiveOneOf:
    case Verb::ReceiveNothing:
    case Verb::ReceiveNothingMore:
    case Verb::IsDisconnected:
    case Verb::DisconnectedAtLast:
    case Verb::ReceiveTlsAlert:
    case Verb::ReceiveCode:
    case Verb::Said:
    case Verb::WokenUp:
    case Verb::NotWokenUp:
    case Verb::SearchStore:
    case Verb::Accept:
    case Verb::Report: return true;
    default: return false;
  }
}

// All that is left: a verb that is yet to come counts as an action.
bool acts(Verb verb) { return !judges(verb) && !is_block(verb) && verb != Verb::Call && verb != Verb::Let && verb != Verb::Return; }

bool any_verb(const Step& step, bool (*fits)(Verb)) {
  const auto any_step = [&](const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(), [&](const Step& inner) { return any_verb(inner, fits); });
  };
  return fits(step.verb) || std::any_of(step.branches.begin(), step.branches.end(), any_step) ||
         std::any_of(step.candidates.begin(), step.candidates.end(), [&](const auto* definition) { return any_step(definition->steps); });
}

void collect(const std::vector<Step>& steps, const StepPath& above, bool is_end, std::vector<StepPath>& out) {
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    StepPath path = above;
    path.push_back(i);
    const bool is_last = is_end && i + 1 == steps.size();
    for (std::size_t b = 0; b < step.branches.size(); ++b) {
      StepPath inside = path;
      inside.push_back(b);
      collect(step.branches[b], inside, is_last, out);
    }
    if (is_block(step.verb) || !any_verb(step, acts)) continue;
    const bool is_check = step.verb == Verb::Call && any_verb(step, judges) && (!step.checks.empty() || is_last);
    if (!is_check) out.push_back(std::move(path));
  }
}

// By scenario: what the target lacks a capability for can miss nothing.
std::vector<char> which_are_judged(const Stage& stage, const std::vector<language::Scenario>& scenarios) {
  std::vector<char> out(scenarios.size(), 0);
  Stage quiet = stage;
  quiet.progress = nullptr;
  run_all(quiet, scenarios.size(), [&](std::size_t i) {
    const std::vector<language::Case>& cases = scenarios[i].cases;
    out[i] = std::any_of(cases.begin(), cases.end(),
                         [&](const language::Case& one) { return reports::is_judged(play(stage, scenarios[i], one).verdict); });
  });
  return out;
}

struct Deletion {
  const language::Scenario* scenario;
  StepPath path;
  bool is_noticed = false;
};

bool is_noticed(const Stage& stage, const language::Scenario& whole, const language::Scenario& rest) {
  for (std::size_t c = 0; c < whole.cases.size(); ++c) {
    if (play(stage, whole, whole.cases[c]).verdict != play(stage, rest, rest.cases[c]).verdict) return true;
  }
  return false;
}

bool is_caught_by(const Stage& stage, const language::Scenario& scenario, const language::Case& which, const defects::Defect& defect) {
  const Way way = defects::seam(defect) == defects::Seam::Wire ? Way::Relayed : Way::Direct;
  const auto cells = compared(0, play(stage, scenario, which, nullptr, way), play(stage, scenario, which, &defect), defect.violates);
  return !cells.empty() && cells.front().outcome == Outcome::Killed;
}

// Some defect is caught by the whole scenario, and not by what is left.
bool is_needed(const Stage& stage, const language::Scenario& whole, const language::Scenario& rest,
               const std::vector<const defects::Defect*>& list) {
  const std::vector<std::string> claims = whole.all_checks();
  const auto is_claimed = [&](const std::string& id) { return std::binary_search(claims.begin(), claims.end(), id); };
  for (const defects::Defect* defect : list) {
    if (std::none_of(defect->violates.begin(), defect->violates.end(), is_claimed)) continue;
    for (std::size_t c = 0; c < whole.cases.size(); ++c) {
      if (is_caught_by(stage, whole, whole.cases[c], *defect) && !is_caught_by(stage, rest, rest.cases[c], *defect)) return true;
    }
  }
  return false;
}

std::vector<Step>& list_of(language::Scenario& scenario, const StepPath& path) {
  std::vector<Step>* list = &scenario.steps;
  for (std::size_t i = 0; i + 1 < path.size(); i += 2) list = &(*list)[path[i]].branches[path[i + 1]];
  return *list;
}

}  // namespace

std::vector<StepPath> actions(const language::Scenario& scenario) {
  std::vector<StepPath> out;
  collect(scenario.steps, {}, true, out);
  return out;
}

const Step& step_at(const language::Scenario& scenario, const StepPath& path) {
  const std::vector<Step>* list = &scenario.steps;
  for (std::size_t i = 0; i + 1 < path.size(); i += 2) list = &(*list)[path[i]].branches[path[i + 1]];
  return (*list)[path.back()];
}

language::Scenario without(const language::Scenario& scenario, const StepPath& path) {
  language::Scenario copy = scenario;
  std::vector<Step>& list = list_of(copy, path);
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(path.back()));
  return copy;
}

bool is_green(const Deletions& deletions) {
  return std::none_of(deletions.unnoticed.begin(), deletions.unnoticed.end(), [](const Unnoticed& one) { return one.because.empty(); });
}

Deletions delete_steps(const Stage& stage, const std::vector<language::Scenario>& scenarios,
                       const std::vector<const defects::Defect*>& list) {
  const std::vector<char> are_judged = which_are_judged(stage, scenarios);
  std::vector<Deletion> deletions;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    if (are_judged[i] == 0) continue;
    for (StepPath& path : actions(scenarios[i])) deletions.push_back({&scenarios[i], std::move(path)});
  }
  run_all(stage, deletions.size(), [&](std::size_t i) {
    const language::Scenario rest = without(*deletions[i].scenario, deletions[i].path);
    deletions[i].is_noticed = is_noticed(stage, *deletions[i].scenario, rest) || is_needed(stage, *deletions[i].scenario, rest, list);
  });

  Deletions out;
  out.seed = stage.seed;
  out.scenarios = scenarios.size();
  out.deleted = deletions.size();
  for (const Deletion& deletion : deletions) {
    if (deletion.is_noticed) continue;
    const Step& step = step_at(*deletion.scenario, deletion.path);
    out.unnoticed.push_back({deletion.scenario->id, step.where.file, static_cast<int>(step.where.place.line),
                             reports::shortened(reports::clean_line(engine::as_written(step)), kStepColumns), step.because});
  }
  return out;
}

}  // namespace assay::conformance::grade
