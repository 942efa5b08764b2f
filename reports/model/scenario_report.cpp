#include "reports/model/scenario_report.hpp"

#include <algorithm>

namespace assay::reports {

std::string to_string(const Place& place) {
  std::string text = place.file;
  if (text.empty() || place.line <= 0) return text;
  text += ':' + std::to_string(place.line);
  if (place.column > 0) text += ':' + std::to_string(place.column);
  return text;
}

std::string_view name(ExchangeKind kind) {
  switch (kind) {
    case ExchangeKind::Stanza: return "stanza";
    case ExchangeKind::Stream: return "stream";
    case ExchangeKind::Tls: return "tls";
    case ExchangeKind::Note: return "note";
    case ExchangeKind::Fault: return "fault";
  }
  return "note";
}

std::string_view name(FenceKind kind) {
  switch (kind) {
    case FenceKind::Through: return "through";
    case FenceKind::BothEnds: return "both ends";
    case FenceKind::SecondEvent: return "second event";
    case FenceKind::Quiescence: return "quiescence";
    case FenceKind::Sync: return "sync";
    case FenceKind::QuietTime: return "quiet time";
  }
  return "quiet time";
}

Verdict verdict_of(const std::vector<Check>& checks) {
  if (checks.empty()) return Verdict::NotRun;
  const auto outside = [](const Check& check) { return check.verdict == Verdict::Unsupported || check.verdict == Verdict::Untestable; };
  const bool all_outside = std::all_of(checks.begin(), checks.end(), outside);
  Verdict verdict = Verdict::Pass;
  for (const Check& check : checks) {
    if (all_outside || !outside(check)) verdict = worst(verdict, check.verdict);
  }
  return verdict;
}

bool is_known_failure(const ScenarioReport& scenario) {
  bool some = false;
  for (const Check& check : scenario.checks) {
    if (check.verdict != Verdict::Fail) continue;
    if (!check.known) return false;
    some = true;
  }
  return some;
}

std::vector<std::string> lanes_of(const ScenarioReport& scenario) {
  std::vector<std::string> lanes;
  const auto add = [&lanes](const std::string& lane) {
    if (!lane.empty() && std::find(lanes.begin(), lanes.end(), lane) == lanes.end()) lanes.push_back(lane);
  };
  for (const std::string& lane : scenario.lanes) add(lane);
  for (const Exchange& row : scenario.ladder) {
    add(row.from);
    add(row.to);
  }
  return lanes;
}

}  // namespace assay::reports
