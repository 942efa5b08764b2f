// `assay grade`: asks whether the scenarios catch what they claim to. Each defect is planted in the reference, in the simulator; the
// scenarios that check a requirement it violates are played, and one of them must fail there. On the sound reference all must pass.

#include <algorithm>
#include <cstdio>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "conformance/cli/command.hpp"
#include "conformance/cli/performer.hpp"
#include "conformance/cli/suite.hpp"

namespace assay::conformance::cli::commands {

Command grade();

namespace {

struct Options {
  std::vector<std::string> defects;
  std::uint64_t seed = 1;
  bool only_list = false;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

bool claims(const language::Scenario& scenario, const std::vector<std::string>& requirements) {
  const std::vector<std::string> checks = scenario.all_checks();
  return std::any_of(requirements.begin(), requirements.end(),
                     [&](const std::string& id) { return std::find(checks.begin(), checks.end(), id) != checks.end(); });
}

class Grading {
 public:
  Grading(const Options& options, const Suite& suite, const live::TargetFile& target, const std::vector<language::Scenario>& scenarios)
      : options_(options), suite_(suite), target_(target), list_(castings(scenarios)) {}

  // The ids of the castings that fail with `defect` planted (nullptr: the sound reference), out of those that fit.
  std::vector<std::string> red(const defects::Defect* defect, std::size_t& played) {
    std::vector<Casting> some;
    for (const Casting& casting : list_) {
      if (!defect || claims(*casting.scenario, defect->violates)) some.push_back(casting);
    }
    played = some.size();
    std::vector<std::string> ids;
    const PerformOptions how{.defect = defect, .through_relay = false, .client_command = {}, .jobs = 1, .seed = options_.seed};
    (void)perform(some, target_, suite_.requirements(), how, [&](const reports::ScenarioReport& report) {
      // A defect is caught by a failure alone; the sound reference must have none, and nothing may have kept us from looking.
      const bool unjudged = report.verdict == reports::Verdict::Error || report.verdict == reports::Verdict::Inconclusive;
      if (report.verdict == reports::Verdict::Fail || (!defect && unjudged)) ids.push_back(report.id);
    });
    return ids;
  }

  // False if some defect was not caught or the sound reference failed.
  bool run() {
    std::size_t played = 0;
    const std::vector<std::string> false_alarms = red(nullptr, played);
    fmt::print("{:<28} {:>4} played  {}\n", "(no defect)", played,
               false_alarms.empty() ? "all sound" : "FALSE ALARM: " + joined(false_alarms));
    std::size_t caught = 0;
    std::size_t planted = 0;
    for (const defects::Defect& defect : defects::all_defects()) {
      if (!options_.defects.empty() && std::find(options_.defects.begin(), options_.defects.end(), defect.name) == options_.defects.end())
        continue;
      ++planted;
      const std::vector<std::string> ids = red(&defect, played);
      caught += ids.empty() ? 0 : 1;
      const std::string outcome = !ids.empty() ? "caught by " + joined(ids) : played == 0 ? "NOT CLAIMED by any scenario" : "NOT CAUGHT";
      fmt::print("{:<28} {:>4} played  {}  [{}]\n", defect.name, played, outcome, joined(defect.violates));
      std::fflush(stdout);
    }
    fmt::print("\n{} of {} defects caught, {} false alarms\n", caught, planted, false_alarms.size());
    return caught == planted && false_alarms.empty();
  }

 private:
  const Options& options_;
  const Suite& suite_;
  const live::TargetFile& target_;
  std::vector<Casting> list_;
};

ExitCode list_defects() {
  for (const defects::Defect& defect : defects::all_defects()) {
    fmt::print("{:<28} {:<6} {}  [{}]\n", defect.name, defects::name(defects::seam(defect)), defect.lie, joined(defect.violates));
  }
  return ExitCode::Green;
}

ExitCode grade_scenarios(const Options& options) {
  if (options.only_list) return list_defects();
  for (const std::string& name : options.defects) {
    if (defects::find_defect(name)) continue;
    fmt::print(stderr, "assay grade: there is no defect called {}; `assay grade --list` shows them\n", name);
    return ExitCode::BadInput;
  }
  Suite suite(home());
  config::Diagnostics faults = suite.faults();
  auto target = live::load_target(target_path("simulator"));
  if (!target) faults.insert(faults.end(), target.error().begin(), target.error().end());
  if (faults.empty()) faults = suite.choose_library(target->target.library_folders);
  std::vector<language::Scenario> scenarios;
  if (faults.empty()) {
    for (const auto& path : suite.files({}, faults)) {
      if (auto scenario = suite.load(path)) {
        scenarios.push_back(std::move(*scenario));
      } else {
        faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
      }
    }
  }
  if (!faults.empty()) {
    std::fputs(config::render(faults, colour_for(stderr)).c_str(), stderr);
    return ExitCode::BadInput;
  }
  return Grading(options, suite, *target, scenarios).run() ? ExitCode::Green : ExitCode::ConformanceFailure;
}

}  // namespace

Command grade() {
  return {.name = "grade",
          .summary = "Plant each defect and see which scenarios catch it",
          .examples = "  assay grade\n  assay grade offline-pair-swapped\n  assay grade --list\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("defects", options->defects, "Names of defects (default: all)");
            app.add_option("--seed", options->seed, "Seed of the simulations")->capture_default_str();
            app.add_flag("--list", options->only_list, "Only list the defects");
            return [options] { return grade_scenarios(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
