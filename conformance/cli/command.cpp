#include "conformance/cli/command.hpp"

#include <exception>

#include <CLI/CLI.hpp>

namespace assay::conformance::cli {
namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 green; 1 the implementation fails a check; 2 bad scenario, target or command line; 3 target unreachable;\n"
    "            4 the suite's own fault; 5 stale baseline; 6 nothing was judged.";

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"assay: a protocol simulator and conformance suite for CXMPP, XMPP for phone-number messaging.", "assay"};
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("assay ") + ASSAY_VERSION);
  app.footer(std::string("`assay COMMAND --help` shows examples.\n") + kExitCodes);
  std::function<ExitCode()> chosen;
  for (const Command& command : commands::all()) {
    CLI::App* sub = app.add_subcommand(command.name, command.summary);
    sub->footer("Examples:\n" + command.examples);
    std::function<ExitCode()> runs = command.declare(*sub);
    sub->callback([&chosen, runs] { chosen = runs; });
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : static_cast<int>(ExitCode::BadInput);
  }
  try {
    return static_cast<int>(chosen());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "assay: %s\n", error.what());
    return static_cast<int>(ExitCode::HarnessError);
  }
}

}  // namespace assay::conformance::cli
