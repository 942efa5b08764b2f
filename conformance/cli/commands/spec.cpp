// `assay spec`: every requirement of the written chapters, with the scenarios that check it or the reason why none does.

#include <cstdio>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "conformance/cli/command.hpp"
#include "conformance/cli/suite.hpp"

namespace assay::conformance::cli::commands {

Command spec();

namespace {

struct Options {
  std::vector<std::string> ids;
  bool uncovered = false;
  bool json = false;
};

using Coverage = std::map<std::string, std::vector<std::string>>;  // requirement -> scenario ids

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// Why no scenario can check it, or "" if one could.
std::string excuse(const language::Requirement& requirement) {
  for (const std::string& how : requirement.judged_by) {
    if (how == "wire" || how == "client event" || how == "simulator") return "";
  }
  return "judged by " + joined(requirement.judged_by);
}

void print(const language::Requirement& requirement, const std::vector<std::string>& scenarios) {
  const std::string reason = excuse(requirement);
  const std::string state = !scenarios.empty() ? joined(scenarios) : !reason.empty() ? "(" + reason + ")" : "NO SCENARIO";
  fmt::print("{:<20} {:<10} {:<7} {}\n", requirement.id, language::name(requirement.level), language::name(requirement.role),
             requirement.text);
  fmt::print("{:<20} {}\n", "", state);
}

ExitCode list(const Options& options) {
  Suite suite(home());
  config::Diagnostics faults = suite.faults();
  if (faults.empty()) faults = suite.choose_library({});
  Coverage coverage;
  if (faults.empty()) {
    for (const auto& path : suite.files({}, faults)) {
      const auto scenario = suite.load(path);
      if (!scenario) {
        faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
        continue;
      }
      for (const std::string& id : scenario->all_checks()) coverage[id].push_back(scenario->id);
    }
  }
  if (!faults.empty()) {
    std::fputs(config::render(faults, colour_for(stderr)).c_str(), stderr);
    return ExitCode::BadInput;
  }
  std::vector<const language::Requirement*> chosen;
  for (const auto& [id, requirement] : suite.requirements()) {
    bool asked = options.ids.empty();
    for (const std::string& prefix : options.ids) asked = asked || id.starts_with(prefix);
    if (asked && (!options.uncovered || (coverage[id].empty() && excuse(requirement).empty()))) chosen.push_back(&requirement);
  }
  if (options.json) {
    auto out = nlohmann::ordered_json::array();
    for (const auto* r : chosen) {
      out.push_back({{"id", r->id},
                     {"level", language::name(r->level)},
                     {"role", language::name(r->role)},
                     {"judged_by", r->judged_by},
                     {"text", r->text},
                     {"where", r->file + ":" + std::to_string(r->line)},
                     {"scenarios", coverage[r->id]},
                     {"reason", coverage[r->id].empty() ? excuse(*r) : ""}});
    }
    fmt::print("{}\n", out.dump(2));
    return ExitCode::Green;
  }
  std::size_t covered = 0;
  std::size_t excused = 0;
  for (const auto* requirement : chosen) {
    print(*requirement, coverage[requirement->id]);
    if (!coverage[requirement->id].empty()) {
      ++covered;
    } else if (!excuse(*requirement).empty()) {
      ++excused;
    }
  }
  fmt::print("\n{} requirements: {} with scenarios, {} judged otherwise, {} without a scenario\n", chosen.size(), covered, excused,
             chosen.size() - covered - excused);
  return ExitCode::Green;
}

}  // namespace

Command spec() {
  return {.name = "spec",
          .summary = "List the requirements and the scenarios that check them",
          .examples = "  assay spec\n  assay spec OFF-07 REG\n  assay spec --uncovered\n  assay spec --json\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("ids", options->ids, "Ids or their beginnings: OFF, RFC6120-8 (default: all)");
            app.add_flag("--uncovered", options->uncovered, "Only those that a scenario could check and none does");
            app.add_flag("--json", options->json, "A JSON array for scripts");
            return [options] { return list(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
