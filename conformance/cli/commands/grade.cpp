// `assay grade`: grades the scenarios, not an implementation. It plants every defect in the reference, in the simulator, and asks which
// cases turn red (the kill matrix); or leaves out every action of every scenario in turn and asks whether anything notices (--steps).

#include <algorithm>
#include <cstdio>
#include <thread>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "conformance/cli/command.hpp"
#include "conformance/cli/run_report.hpp"
#include "conformance/cli/suite.hpp"
#include "conformance/cli/terminal_style.hpp"
#include "conformance/grade/writers.hpp"
#include "conformance/live/target_file.hpp"

namespace assay::conformance::cli::commands {

Command grade();

namespace {

struct Options {
  std::vector<std::string> defects;
  std::vector<std::string> scenarios;
  std::uint64_t seed = 1;
  std::size_t jobs = std::max(1U, std::thread::hardware_concurrency());
  bool only_list = false;
  bool steps = false;
  bool claimed = false;
  std::string folder;
  std::string json;
};

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

ExitCode refuse(const std::string& why) {
  fmt::print(stderr, "assay grade: {}\n", why);
  return ExitCode::BadInput;
}

ExitCode list_defects() {
  for (const defects::Defect& defect : defects::all_defects()) {
    fmt::print("{:<28} {:<7} {}  [{}]\n", defect.name, defects::name(defects::seam(defect)), defect.lie, joined(defect.violates));
  }
  return ExitCode::Green;
}

// A line that stays in its place; none where nobody watches.
std::function<void(std::size_t, std::size_t)> progress(const char* what) {
  if (!isatty(STDERR_FILENO)) return nullptr;
  return [what](std::size_t done, std::size_t all) {
    if (done % 32 == 0 && done != all) fmt::print(stderr, "\r{} of {} {}", done, all, what);
    if (done == all) fmt::print(stderr, "\r\x1b[K");
    std::fflush(stderr);
  };
}

Result<std::vector<language::Scenario>, config::Diagnostics> load_all(const Suite& suite, const std::vector<std::string>& paths) {
  config::Diagnostics faults;
  std::vector<language::Scenario> scenarios;
  for (const auto& path : suite.files(paths, faults)) {
    if (auto scenario = suite.load(path)) {
      scenarios.push_back(std::move(*scenario));
    } else {
      faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
    }
  }
  if (!faults.empty()) return fail(std::move(faults));
  return scenarios;
}

struct Written {
  std::string text;
  std::string json;
  std::string html;  ///< empty: there is none
};

// The text goes to standard output unless the JSON does.
Result<void, std::string> put(const Written& written, const Options& options, const char* name) {
  if (options.json != "-") std::fputs(written.text.c_str(), stdout);
  if (!options.json.empty()) {
    if (auto done = write_whole(options.json, written.json); !done) return done;
  }
  if (options.folder.empty()) return {};
  if (auto done = make_folder(options.folder); !done) return done;
  const std::string path = options.folder + "/" + name;
  if (auto done = write_whole(path + ".json", written.json); !done) return done;
  return written.html.empty() ? Result<void, std::string>{} : write_whole(path + ".html", written.html);
}

ExitCode grade_scenarios(const Options& options) {
  if (options.only_list) return list_defects();
  std::vector<const defects::Defect*> list;
  static const std::vector<defects::Defect> catalogue = defects::all_defects();
  for (const std::string& name : options.defects) {
    if (!defects::find_defect(name)) return refuse("there is no defect called " + name + "; `assay grade --list` shows them");
    list.push_back(defects::find_defect(name));
  }
  const bool is_whole = list.empty() && options.scenarios.empty();
  if (list.empty()) {
    for (const defects::Defect& defect : catalogue) list.push_back(&defect);
  }
  Suite suite(home());
  config::Diagnostics faults = suite.faults();
  auto target = live::load_target(target_path("simulator"));
  if (!target) faults.insert(faults.end(), target.error().begin(), target.error().end());
  if (faults.empty()) faults = suite.choose_library(target->target.library_folders);
  std::vector<language::Scenario> scenarios;
  if (faults.empty()) {
    auto loaded = load_all(suite, options.scenarios);
    if (loaded) {
      scenarios = std::move(*loaded);
    } else {
      faults = loaded.error();
    }
  }
  if (!faults.empty()) {
    std::fputs(config::render(faults, colour_for(stderr)).c_str(), stderr);
    return ExitCode::BadInput;
  }
  if (scenarios.empty()) return refuse("there is no scenario to grade");

  grade::Stage stage{suite.requirements(), target->target, options.seed, options.jobs, progress(options.steps ? "deletions" : "plays")};
  const reports::Style style = style_of_terminal();
  Written written;
  bool is_green = false;
  if (options.steps) {
    const grade::Deletions deletions = grade::delete_steps(stage, scenarios, list);
    written = {grade::text(deletions, style), grade::json(deletions), {}};
    is_green = grade::is_green(deletions);
  } else {
    const grade::Matrix matrix =
        grade::grade(stage, scenarios, list, is_whole, options.claimed ? grade::Extent::Claimed : grade::Extent::Every);
    written = {grade::text(matrix, style), grade::json(matrix), grade::html(matrix)};
    is_green = grade::is_green(matrix);
  }
  if (auto done = put(written, options, options.steps ? "steps" : "grade"); !done) return refuse(done.error());
  return is_green ? ExitCode::Green : ExitCode::ConformanceFailure;
}

}  // namespace

Command grade() {
  return {.name = "grade",
          .summary = "Grade the scenarios: which case catches which planted defect, and which step does nothing",
          .examples =
              "  assay grade                                    every defect against every case\n"
              "  assay grade --report out                       the same, with out/grade.html and out/grade.json\n"
              "  assay grade offline-pair-swapped               one defect against every case\n"
              "  assay grade --scenarios scenarios/offline      every defect against some files\n"
              "  assay grade --claimed                          is each caught? in a fraction of the time\n"
              "  assay grade --steps                            leave out each action in turn: does anything notice?\n"
              "  assay grade --list                             the defects, their seams and what they violate\n"
              "Exit code 1: a defect survives, the sound reference is blamed, or nothing notices a deletion.\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("defects", options->defects, "Names of defects (default: all)");
            app.add_option("--scenarios", options->scenarios, "A file or folder to grade; may be repeated (default: scenarios/)")
                ->allow_extra_args(false);
            app.add_option("--seed", options->seed, "Seed of the simulations")->capture_default_str();
            app.add_option("--jobs", options->jobs, "Worlds at a time")->check(CLI::Range(1, 256))->capture_default_str();
            app.add_flag("--list", options->only_list, "Only list the defects");
            app.add_flag("--steps", options->steps, "Delete each action in turn instead of planting defects");
            app.add_flag("--claimed", options->claimed, "Play a defect only against cases that claim what it violates: is it caught?")
                ->excludes("--steps");
            app.add_option("--report", options->folder, "Folder for grade.html and grade.json (steps.json)");
            app.add_option("--json", options->json, "Write everything as JSON to this file; - for standard output");
            return [options] { return grade_scenarios(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
