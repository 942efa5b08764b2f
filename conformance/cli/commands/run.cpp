// `assay run`: plays scenarios against a target and reports.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>

#include <CLI/CLI.hpp>

#include "conformance/cli/command.hpp"
#include "conformance/cli/flakes.hpp"
#include "conformance/cli/performer.hpp"
#include "conformance/cli/round_line.hpp"
#include "conformance/cli/run_report.hpp"
#include "conformance/cli/suite.hpp"
#include "conformance/cli/terminal_style.hpp"
#include "conformance/live/baseline.hpp"
#include "reference/config/nearest.hpp"
#include "reports/writers/terminal.hpp"

namespace assay::conformance::cli::commands {

Command run();

namespace {

struct Options {
  std::vector<std::string> paths;
  std::string target = "reference";
  std::string defect;
  std::string filter;
  std::vector<std::string> tags;
  ReportFiles files;
  PerformOptions perform;
  std::optional<std::uint64_t> seed;
  std::size_t repeat = 1;
  bool hashes = false;
  bool quiet = false;
  std::string command_line;
};

bool wanted(const language::Scenario& scenario, const Options& options) {
  if (scenario.id.find(options.filter) == std::string::npos) return false;
  return std::all_of(options.tags.begin(), options.tags.end(),
                     [&](const auto& tag) { return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end(); });
}

// Whether the whole suite was asked for.
bool whole(const Options& options) {
  std::error_code ignored;
  const auto is_all = [&](const std::string& path) { return std::filesystem::equivalent(path, home() / "scenarios", ignored); };
  const bool all_paths = options.paths.empty() || std::any_of(options.paths.begin(), options.paths.end(), is_all);
  return all_paths && options.filter.empty() && options.tags.empty();
}

/// A name that is none, and those that are.
config::Diagnostics with_targets(config::Diagnostics faults, const std::string& name) {
  std::error_code ignored;
  if (faults.size() != 1 || std::filesystem::exists(target_path(name), ignored)) return faults;
  std::vector<std::string> known;
  for (const auto& entry : std::filesystem::directory_iterator(home() / "conformance" / "targets", ignored)) {
    if (entry.path().extension() == ".yaml") known.push_back(entry.path().stem().string());
  }
  std::sort(known.begin(), known.end());
  faults.front().help = config::suggestion(name, known);
  return faults;
}

ExitCode refuse(const config::Diagnostics& faults) {
  std::fputs(config::render(faults, colour_for(stderr)).c_str(), stderr);
  return ExitCode::BadInput;
}

ExitCode refuse(const std::string& why) {
  std::fprintf(stderr, "assay run: %s\n", why.c_str());
  return ExitCode::BadInput;
}

// What all rounds of a run have in common.
struct Playbill {
  const std::vector<Casting>& list;
  const live::TargetFile& target;
  const live::Baseline& baseline;
  const Suite& suite;
  const reports::Style& style;
};

// One shell command that plays this scenario alone again. The seed of a scenario does not depend on what is played beside it.
std::string reproduction(const Options& options, const reports::ScenarioReport& scenario) {
  std::string command = "assay run " + scenario.file + " --target " + options.target + " --seed " + std::to_string(options.perform.seed);
  if (!options.defect.empty()) command += " --defect " + options.defect;
  if (options.perform.through_relay) command += " --through-relay";
  return command;
}

using Each = std::function<void(const reports::ScenarioReport& one, std::size_t done)>;

reports::RunReport play(const Options& options, const Playbill& bill, const Each& each) {
  reports::RunReport run;
  run.suite_version = ASSAY_VERSION;
  run.spec_version = "1";
  run.target = {bill.target.target.name, bill.target.target.description};
  run.stage = bill.target.target.virtual_time                                                             ? reports::Stage::Simulator
              : options.perform.through_relay || (options.perform.defect && options.perform.defect->wire) ? reports::Stage::Relay
                                                                                                          : reports::Stage::Live;
  run.started = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  run.seed = options.perform.seed;
  run.command_line = options.command_line;
  run.requirements = reported(bill.suite.requirements());
  run.defect = options.defect;

  const auto begun = std::chrono::steady_clock::now();
  auto report = [&](reports::ScenarioReport one) {
    each(one, run.scenarios.size() + 1);
    for (reports::Failure& failure : one.failures) failure.reproduce = reproduction(options, one);
    run.scenarios.push_back(std::move(one));
  };
  const auto done = perform(bill.list, bill.target, bill.suite.requirements(), options.perform, report);
  if (!done) run.stopped = reports::Stopped{ExitCode::TargetUnreachable, done.error()};
  if (done && !*done) run.stopped = reports::Stopped{ExitCode::HarnessError, "interrupted by a signal"};
  run.duration = std::chrono::steady_clock::now() - begun;
  std::stable_sort(run.scenarios.begin(), run.scenarios.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  live::apply(bill.baseline, whole(options) && !run.stopped ? live::Selection::Whole : live::Selection::Part, run);
  return run;
}

std::FILE* beside_files(const Options& options) {
  return options.files.json == "-" || options.files.junit == "-" || options.files.html == "-" ? stderr : stdout;
}

ExitCode write_reports(const reports::RunReport& run, const Options& options) {
  const auto written = write_files(run, options.files);
  if (written) return reports::exit_code(run);
  std::fprintf(stderr, "assay run: %s\n", written.error().c_str());
  return ExitCode::HarnessError;
}

ExitCode play_once(const Options& options, const Playbill& bill) {
  const bool speaks = !options.hashes && !options.quiet;
  const reports::RunReport run = play(options, bill, [&](const reports::ScenarioReport& one, std::size_t done) {
    if (speaks) std::fputs(reports::progress_line(one, {done, bill.list.size()}, bill.style).c_str(), stdout);
    std::fflush(stdout);
  });
  if (options.hashes) {
    for (const auto& scenario : run.scenarios) std::printf("%s %s\n", scenario.trace_hash.c_str(), scenario.id.c_str());
  } else {
    if (speaks) {
      for (const auto& scenario : run.scenarios) {
        const std::string pages = reports::failure_pages(run, scenario, bill.style);
        if (!pages.empty()) std::printf("\n%s", pages.c_str());
      }
      std::printf("\n");
    }
    std::fputs(reports::summary(run, bill.style).c_str(), beside_files(options));
  }
  return write_reports(run, options);
}

// The report files are of the first round that was not green, else of the last.
ExitCode play_repeatedly(const Options& options, const Playbill& bill) {
  Flakes flakes;
  RoundLine line({.rounds = options.repeat, .first_seed = options.perform.seed, .cases = bill.list.size()}, bill.style);
  ExitCode first_red = ExitCode::Green;
  for (std::size_t round = 1; round <= options.repeat; ++round) {
    Options own = options;
    own.perform.seed += round - 1;
    const reports::RunReport run = play(own, bill, [&](const auto&, std::size_t done) {
      if (!options.quiet) line.progress(round, done);
    });
    if (!options.quiet) line.ended(round, run);
    flakes.take(run);
    const bool is_red = reports::exit_code(run) != ExitCode::Green;
    if (first_red == ExitCode::Green && (is_red || round == options.repeat)) first_red = write_reports(run, own);
    if (run.stopped) break;
  }
  std::fputs(flakes.text().c_str(), beside_files(options));
  return first_red;
}

ExitCode run_scenarios(Options options) {
  options.perform.seed = options.seed.value_or(1);
  if (options.perform.client_command.empty()) {
    options.perform.client_command = "'" + std::filesystem::read_symlink("/proc/self/exe").string() + "' chat --json";
  }
  if (!options.defect.empty()) {
    options.perform.defect = defects::find_defect(options.defect);
    if (!options.perform.defect) return refuse("there is no defect called " + options.defect + "; `assay grade --list` shows them");
  }
  auto target = live::load_target(target_path(options.target));
  if (!target) return refuse(with_targets(target.error(), options.target));
  Suite suite(home());
  config::Diagnostics faults = suite.faults();
  if (faults.empty()) faults = suite.choose_library(target->target.library_folders);
  if (!faults.empty()) return refuse(faults);
  live::Baseline baseline;
  if (!target->baseline.empty()) {
    auto known = live::load_baseline(std::filesystem::proximate(target->baseline), suite.requirements());
    if (!known) return refuse(known.error());
    baseline = std::move(*known);
  }

  std::vector<language::Scenario> scenarios;
  for (const auto& path : suite.files(options.paths, faults)) {
    auto scenario = suite.load(path);
    if (!scenario) {
      faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
    } else if (wanted(*scenario, options)) {
      scenarios.push_back(std::move(*scenario));
    }
  }
  if (!faults.empty()) return refuse(faults);
  const std::vector<Casting> list = castings(scenarios);
  if (list.empty()) return refuse("no scenario fits; `assay lint` counts the files that a path holds");

  const reports::Style style = style_of_terminal();
  options.quiet = options.quiet || options.files.json == "-" || options.files.junit == "-" || options.files.html == "-";
  const Playbill bill{list, *target, baseline, suite, style};
  if (options.repeat == 1) return play_once(options, bill);
  if (!options.hashes) return play_repeatedly(options, bill);
  for (std::size_t round = 0; round < options.repeat; ++round, ++options.perform.seed) {
    if (const ExitCode code = play_once(options, bill); code != ExitCode::Green) return code;
  }
  return ExitCode::Green;
}

}  // namespace

Command run() {
  return {
      .name = "run",
      .summary = "Play scenarios against a target and report",
      .examples =
          "  assay run scenarios --target reference --report out\n"
          "  assay run scenarios/offline/phone_off.yaml --target simulator --seed 7\n"
          "  assay run scenarios/xmpp --target prosody --junit report.xml\n"
          "  assay run scenarios/offline --defect offline-pair-swapped\n"
          "  assay run scenarios/client --client 'my-client --shim'\n"
          "  assay run scenarios --target reference --repeat 20      # is anything flaky?\n",
      .declare = [](CLI::App& app) -> std::function<ExitCode()> {
        auto options = std::make_shared<Options>();
        app.add_option("paths", options->paths, "Scenario files and folders (default: all of scenarios/)");
        app.add_option("--target", options->target, "A name in conformance/targets, or a target file")->capture_default_str();
        app.add_option("--seed", options->seed, "Chooses every random value of the run (default 1)");
        app.add_option("--jobs", options->perform.jobs, "Scenarios played at a time on a live target")
            ->capture_default_str()
            ->check(CLI::Range(1, 256));
        app.add_option("--filter", options->filter, "Only scenarios whose id contains this");
        app.add_option("--tag", options->tags, "Only scenarios with this tag (all of them, if given several times)");
        app.add_option("--defect", options->defect, "Plant a defect: the run should turn red (`assay grade --list`)");
        app.add_flag("--through-relay", options->perform.through_relay, "Put the relay in front of the target although it plants nothing");
        app.add_option("--client", options->perform.client_command,
                       "Command of a client under test, behind its shim (default: `assay chat --json`)");
        app.add_option("--report", options->files.folder, "Folder for report.html, report.xml (JUnit) and report.json");
        app.add_option("--html", options->files.html, "File for the HTML page; - for standard output");
        app.add_option("--junit", options->files.junit, "File for JUnit XML; - for standard output");
        app.add_option("--json", options->files.json, "File for JSON; - for standard output");
        app.add_option("--repeat", options->repeat, "Play all so many times, each with the next seed, and say what did not come out alike")
            ->check(CLI::Range(1, 100000));
        app.add_flag("--hashes", options->hashes, "Print a trace hash per scenario and nothing else (simulator)");
        app.add_flag("--quiet", options->quiet, "Only the summary");
        return [options] {
          options->command_line = "assay run";
          for (const auto& path : options->paths) options->command_line += " " + path;
          options->command_line += " --target " + options->target;
          if (!options->defect.empty()) options->command_line += " --defect " + options->defect;
          return run_scenarios(*options);
        };
      }};
}

}  // namespace assay::conformance::cli::commands
