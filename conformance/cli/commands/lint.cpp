// `assay lint`: checks scenario files, the sentence library and the specification without running anything.

#include <cstdio>

#include <CLI/CLI.hpp>

#include "conformance/cli/command.hpp"
#include "conformance/cli/suite.hpp"

namespace assay::conformance::cli::commands {

Command lint();

namespace {

struct Options {
  std::vector<std::string> paths;
  std::string target = "reference";
  bool exclusive = false;
};

ExitCode check(const Options& options) {
  const config::Colour colour = colour_for(stderr);
  Suite suite(home());
  config::Diagnostics faults = suite.faults();
  if (faults.empty()) faults = suite.choose_library(target_library(options.target));
  if (faults.empty()) faults = suite.lint_library();
  std::size_t files = 0;
  std::size_t cases = 0;
  if (faults.empty()) {
    for (const auto& path : suite.files(options.paths, faults)) {
      ++files;
      auto scenario = suite.load(path);
      if (scenario) {
        cases += scenario->cases.size();
        if (options.exclusive && !scenario->exclusive.empty()) std::printf("%s: %s\n", scenario->id.c_str(), scenario->exclusive.c_str());
      } else {
        faults.insert(faults.end(), scenario.error().begin(), scenario.error().end());
      }
    }
  }
  std::fputs(config::render(faults, colour).c_str(), stderr);
  std::size_t errors = 0;
  for (const auto& fault : faults) errors += fault.severity == config::Severity::Error ? 1 : 0;
  std::printf("%zu files, %zu cases, %zu errors\n", files, cases, errors);
  return errors == 0 ? ExitCode::Green : ExitCode::BadInput;
}

}  // namespace

Command lint() {
  return {.name = "lint",
          .summary = "Check scenario files without running them",
          .examples = "  assay lint scenarios\n  assay lint my/scenario.yaml --target prosody\n  assay lint --exclusive\n",
          .declare = [](CLI::App& app) -> std::function<ExitCode()> {
            auto options = std::make_shared<Options>();
            app.add_option("paths", options->paths, "Scenario files and folders (default: all of scenarios/)");
            app.add_option("--target", options->target, "Whose sentences count: a name in conformance/targets, or a file")
                ->capture_default_str();
            app.add_flag("--exclusive", options->exclusive,
                         "List the scenarios that get an instance of the server to themselves on a live target, and why");
            return [options] { return check(*options); };
          }};
}

}  // namespace assay::conformance::cli::commands
