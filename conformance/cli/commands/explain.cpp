// `assay explain ID`: one requirement, who checks it, who breaks it, and how an exchange that it is about looks.

#include <algorithm>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "conformance/cli/command.hpp"
#include "conformance/cli/sample.hpp"
#include "conformance/cli/suite.hpp"
#include "conformance/cli/terminal_style.hpp"
#include "conformance/defects/defect.hpp"
#include "reference/config/nearest.hpp"
#include "reports/writers/ladder_text.hpp"
#include "reports/writers/text.hpp"

namespace assay::conformance::cli::commands {

Command explain();

namespace {

struct Options {
  std::string id;
  bool json = false;
};

struct Claimant {
  const language::Scenario* scenario = nullptr;
  std::vector<const language::Step*> steps;  ///< those that claim it; none: the file does
};

struct Explanation {
  const language::Requirement* requirement = nullptr;
  std::vector<Claimant> claimants;
  std::vector<defects::Defect> defects;
  std::optional<Sample> sample;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// Those that a misspelt id is likely to mean.
std::string nearest_ids(const std::string& id, const language::RequirementTable& table) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& entry : table) ranked.emplace_back(config::edit_distance(id, entry.first), entry.first);
  std::sort(ranked.begin(), ranked.end());
  constexpr std::size_t kShown = 4;
  if (ranked.size() > kShown) ranked.resize(kShown);
  std::vector<std::string> words;
  for (auto& one : ranked) words.push_back(std::move(one.second));
  return joined(words);
}

std::vector<Claimant> claimants(const std::vector<language::Scenario>& scenarios, const std::string& id) {
  std::vector<Claimant> out;
  for (const auto& scenario : scenarios) {
    const bool by_file = std::find(scenario.checks.begin(), scenario.checks.end(), id) != scenario.checks.end();
    std::vector<const language::Step*> steps = claiming_steps(scenario, id);
    if (by_file || !steps.empty()) out.push_back({&scenario, std::move(steps)});
  }
  return out;
}

// The first that passes in the simulator; those whose steps claim the requirement show it more narrowly and come first.
std::optional<Sample> find_sample(const std::vector<Claimant>& claimants, const std::string& id, const Suite& suite,
                                  const engine::Target& simulator) {
  for (const bool by_step : {true, false}) {
    for (const Claimant& one : claimants) {
      if (one.steps.empty() == by_step) continue;
      if (auto sample = play_sample(*one.scenario, id, suite.requirements(), simulator)) return sample;
    }
  }
  return std::nullopt;
}

// Text in lines of at most `width` columns, each behind two blanks.
void print_folded(const std::string& text, std::size_t width) {
  std::string line;
  std::size_t start = 0;
  while (start < text.size()) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    const std::string word = text.substr(start, end - start);
    if (!line.empty() && reports::columns(line) + reports::columns(word) + 3 > width) {
      fmt::print("  {}\n", line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
    start = end + 1;
  }
  if (!line.empty()) fmt::print("  {}\n", line);
}

void print_claimants(const std::vector<Claimant>& claimants) {
  fmt::print("\nChecked by\n");
  if (claimants.empty()) fmt::print("  no scenario\n");
  for (const Claimant& one : claimants) {
    fmt::print("  {}  {}\n", one.scenario->file, one.scenario->title);
    if (!one.scenario->exclusive.empty()) fmt::print("    exclusive, by {}\n", one.scenario->exclusive);
    if (one.steps.empty()) fmt::print("    the whole file\n");
    for (const auto* step : one.steps) fmt::print("    {}:{}: {}\n", step->where.file, step->where.place.line, step->text);
  }
}

void print(const Explanation& found) {
  const auto style = style_of_terminal();
  const auto& requirement = *found.requirement;
  fmt::print("{}  {}, {}; judged by {}\n", requirement.id, language::name(requirement.level), language::name(requirement.role),
             joined(requirement.judged_by));
  print_folded(requirement.text, style.width);
  fmt::print("  {}:{}\n", requirement.file, requirement.line);
  print_claimants(found.claimants);
  fmt::print("\nViolated by the defects\n");
  if (found.defects.empty()) fmt::print("  none of the catalogue\n");
  for (const auto& defect : found.defects) fmt::print("  {}  {}\n", defect.name, defect.lie);
  if (found.sample) {
    fmt::print("\nA sample: {} in the simulator\n", found.sample->report.id);
    if (found.sample->earlier > 0) fmt::print("  ... {} before\n", reports::counted(found.sample->earlier, "row"));
    std::fputs(reports::ladder_text(found.sample->report, style).c_str(), stdout);
    if (found.sample->later > 0) fmt::print("  ... {} after\n", reports::counted(found.sample->later, "row"));
    fmt::print("\n  assay run {} --target simulator --json -\n", found.sample->report.file);
  } else if (!found.claimants.empty()) {
    fmt::print("\nNo sample: none of these scenarios judges it in the simulator\n");
  }
}

nlohmann::ordered_json json_of(const Sample& sample) {
  auto rows = nlohmann::ordered_json::array();
  for (const auto& row : sample.report.ladder) {
    rows.push_back({{"at_ms", std::chrono::duration<double, std::milli>(row.at).count()},
                    {"from", row.from},
                    {"to", row.to},
                    {"kind", reports::name(row.kind)},
                    {"summary", row.summary},
                    {"full", row.full}});
  }
  return {{"scenario", sample.report.id}, {"earlier_rows", sample.earlier}, {"rows", rows}, {"later_rows", sample.later}};
}

void print_json(const Explanation& found) {
  const auto& requirement = *found.requirement;
  auto scenarios = nlohmann::ordered_json::array();
  for (const Claimant& one : found.claimants) {
    auto steps = nlohmann::ordered_json::array();
    for (const auto* step : one.steps) {
      steps.push_back({{"where", fmt::format("{}:{}", step->where.file, step->where.place.line)}, {"step", step->text}});
    }
    scenarios.push_back({{"id", one.scenario->id},
                         {"file", one.scenario->file},
                         {"title", one.scenario->title},
                         {"exclusive", one.scenario->exclusive},
                         {"steps", steps}});
  }
  auto lies = nlohmann::ordered_json::array();
  for (const auto& defect : found.defects) lies.push_back({{"name", defect.name}, {"lie", defect.lie}});
  const nlohmann::ordered_json out = {{"id", requirement.id},
                                      {"level", language::name(requirement.level)},
                                      {"role", language::name(requirement.role)},
                                      {"judged_by", requirement.judged_by},
                                      {"text", requirement.text},
                                      {"where", fmt::format("{}:{}", requirement.file, requirement.line)},
                                      {"scenarios", scenarios},
                                      {"defects", lies},
                                      {"sample", found.sample ? json_of(*found.sample) : nlohmann::ordered_json()}};
  fmt::print("{}\n", out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

ExitCode refuse(const config::Diagnostics& faults) {
  std::fputs(config::render(faults, colour_for(stderr)).c_str(), stderr);
  return ExitCode::BadInput;
}

ExitCode tell(const Options& options) {
  Suite suite(home());
  config::Diagnostics faults = suite.faults();
  if (!faults.empty()) return refuse(faults);
  const auto requirement = suite.requirements().find(options.id);
  if (requirement == suite.requirements().end()) {
    std::fprintf(stderr, "assay explain: there is no requirement %s; the nearest are %s\n", options.id.c_str(),
                 nearest_ids(options.id, suite.requirements()).c_str());
    return ExitCode::BadInput;
  }
  auto simulator = live::load_target(target_path("simulator"));
  if (!simulator) return refuse(simulator.error());
  faults = suite.choose_library(simulator->target.library_folders);
  std::vector<language::Scenario> scenarios;
  for (const auto& path : suite.files({}, faults)) {
    auto scenario = suite.load(path);
    if (scenario) {
      scenarios.push_back(std::move(*scenario));
    } else {
      faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
    }
  }
  if (!faults.empty()) return refuse(faults);

  Explanation found;
  found.requirement = &requirement->second;
  found.claimants = claimants(scenarios, options.id);
  for (auto& defect : defects::all_defects()) {
    const auto& ids = defect.violates;
    if (std::find(ids.begin(), ids.end(), options.id) != ids.end()) found.defects.push_back(std::move(defect));
  }
  found.sample = find_sample(found.claimants, options.id, suite, simulator->target);
  options.json ? print_json(found) : print(found);
  return ExitCode::Green;
}

}  // namespace

Command explain() {
  return {.name = "explain",
          .summary = "Show a requirement, the scenarios that check it and a sample exchange",
          .examples = "  assay explain OFF-07\n  assay explain RFC6120-4.9.3.18 --json\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("id", options->id, "A requirement's id; `assay spec` lists them")->required();
            app.add_flag("--json", options->json, "A JSON object for scripts");
            return [options] { return tell(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
