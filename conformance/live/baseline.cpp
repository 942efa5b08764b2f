#include "conformance/live/baseline.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reference/config/nearest.hpp"
#include "reference/config/reader.hpp"
#include "reference/config/yaml.hpp"

namespace assay::conformance::live {
namespace {

constexpr std::size_t kMostEntries = 10'000;

std::vector<std::string> ids(const language::RequirementTable& requirements) {
  std::vector<std::string> out;
  for (const auto& entry : requirements) out.push_back(entry.first);
  return out;
}

BaselineEntry read_entry(const config::Source& source, const config::Node& node, const language::RequirementTable& requirements,
                         config::Diagnostics& faults) {
  config::MapReader reader(source, node, faults);
  BaselineEntry entry;
  entry.place = node.place;
  entry.scenario = reader.required_text("scenario");
  entry.requirement = reader.required_text("requirement");
  entry.reason = reader.required_text("reason");
  entry.link = reader.text("link");
  if (const auto* id = reader.node("requirement"); id && !entry.requirement.empty() && !requirements.contains(entry.requirement)) {
    const std::string meant = config::nearest(entry.requirement, ids(requirements));
    reader.blame(*id, fmt::format("there is no requirement '{}'", entry.requirement),
                 meant.empty() ? "`assay spec` lists them" : fmt::format("did you mean '{}'?", meant));
  }
  reader.finish();
  return entry;
}

bool same_check(const BaselineEntry& a, const BaselineEntry& b) { return a.scenario == b.scenario && a.requirement == b.requirement; }

/// What the run says of one entry: "" or a complaint.
std::string mark(const BaselineEntry& entry, Selection selection, std::vector<reports::ScenarioReport>& scenarios) {
  const auto played = std::find_if(scenarios.begin(), scenarios.end(), [&](const auto& one) { return one.id == entry.scenario; });
  if (played == scenarios.end()) return selection == Selection::Whole ? "the suite has no such scenario" : "";
  bool made = false;
  bool passed = false;
  for (reports::Check& check : played->checks) {
    if (check.requirement != entry.requirement) continue;
    made = true;
    if (check.verdict == reports::Verdict::Fail || check.verdict == reports::Verdict::Warn) {
      check.known = reports::KnownFailure{entry.reason, entry.link};
    } else {
      passed = passed || reports::is_judged(check.verdict);
    }
  }
  if (!made) return "the scenario does not check it";
  return passed ? "it passes now" : "";
}

}  // namespace

Result<Baseline, config::Diagnostics> read_baseline(const config::Source& source, const language::RequirementTable& requirements) {
  auto root = config::parse_yaml(source);
  if (!root) return fail(root.error());
  Baseline baseline;
  baseline.file = source.name;
  config::Diagnostics faults;
  if (root->is_null()) return baseline;
  if (!root->is_sequence() || root->items.size() > kMostEntries) {
    faults.push_back(config::error_at(source, root->place, 1, fmt::format("a baseline is a list of at most {} checks", kMostEntries),
                                      "- { scenario: xmpp/ping, requirement: XEP0199-4.1, reason: ... }"));
    return fail(std::move(faults));
  }
  for (const config::Node& item : root->items) {
    if (!item.is_map()) {
      faults.push_back(config::error_at(source, item.place, 1, fmt::format("expected a map, found {}", config::noun(item.kind)),
                                        "its keys are scenario, requirement, reason and link"));
      continue;
    }
    BaselineEntry entry = read_entry(source, item, requirements, faults);
    const auto twin =
        std::find_if(baseline.entries.begin(), baseline.entries.end(), [&](const auto& one) { return same_check(one, entry); });
    if (twin != baseline.entries.end()) {
      faults.push_back(
          config::error_at(source, entry.place, 1, "this check is listed already", fmt::format("in line {}", twin->place.line)));
    }
    baseline.entries.push_back(std::move(entry));
  }
  if (!faults.empty()) return fail(std::move(faults));
  return baseline;
}

Result<Baseline, config::Diagnostics> load_baseline(const std::filesystem::path& path, const language::RequirementTable& requirements) {
  const auto source = config::read_source(path);
  if (!source) return fail(source.error());
  return read_baseline(*source, requirements);
}

void apply(const Baseline& baseline, Selection selection, reports::RunReport& run) {
  for (const BaselineEntry& entry : baseline.entries) {
    const std::string why = mark(entry, selection, run.scenarios);
    if (why.empty()) continue;
    run.stale_baseline.push_back(fmt::format("{}:{}: {} {}: {}", baseline.file, entry.place.line, entry.scenario, entry.requirement, why));
  }
}

}  // namespace assay::conformance::live
