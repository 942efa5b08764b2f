#pragma once
// A subcommand of `assay`. Each file of commands/ defines one; the build lists them.

#include <functional>
#include <string>
#include <vector>

#include "reports/model/run_report.hpp"

namespace CLI {
class App;
}

namespace assay::conformance::cli {

using reports::ExitCode;

struct Command {
  std::string name;
  std::string summary;   ///< one line, for `assay --help`
  std::string examples;  ///< lines for `assay NAME --help`
  /// Declares the options on the subcommand and answers what runs it once they are parsed.
  std::function<std::function<ExitCode()>(CLI::App&)> declare;
};

namespace commands {
[[nodiscard]] std::vector<Command> all();
}

/// Parses the command line and runs what it names. The process's exit code.
[[nodiscard]] int run_command_line(int argc, char** argv);

}  // namespace assay::conformance::cli
