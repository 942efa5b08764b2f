// assay-judge: plays scenario files against a target and prints a verdict for each. It is linked from the judge's rooms alone, without the
// server, the client or their stream: what it says of them cannot come from them.
//
//     assay-judge HOME TARGET_FILE SCENARIO...      exit code 0 if nothing failed, 1 if something did, 2 if it could not begin

#include <cstdio>
#include <filesystem>

#include "conformance/language/library.hpp"
#include "conformance/language/load.hpp"
#include "conformance/live/stage.hpp"

using namespace assay;
using namespace assay::conformance;

namespace {

int refuse(const config::Diagnostics& faults) {
  std::fputs(config::render(faults).c_str(), stderr);
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: assay-judge HOME TARGET_FILE SCENARIO...\n");
    return 2;
  }
  const std::filesystem::path home = argv[1];
  const auto target = live::load_target(argv[2]);
  if (!target) return refuse(target.error());
  const auto requirements = language::load_requirements(home / "reference" / "spec");
  if (!requirements) return refuse(requirements.error());
  std::vector<std::filesystem::path> folders = target->target.library_folders;
  folders.push_back(home / "scenarios" / "lib");
  const auto library = language::Library::load(folders);
  if (!library) return refuse(library.error());

  std::vector<language::Scenario> scenarios;
  for (int i = 3; i < argc; ++i) {
    auto scenario = language::load_scenario(std::filesystem::path(argv[i]), *library,
                                            {.requirements = &*requirements, .capabilities = nullptr, .functions = nullptr});
    if (!scenario) return refuse(scenario.error());
    scenarios.push_back(std::move(*scenario));
  }
  std::vector<live::Casting> castings;
  for (const auto& scenario : scenarios) {
    for (const auto& which : scenario.cases) castings.push_back({&scenario, &which});
  }
  auto stage = live::Stage::open(*target, *requirements, {.limits = target->target.limits_profile});
  if (!stage) {
    std::fprintf(stderr, "%s\n", stage.error().c_str());
    return 2;
  }
  bool failed = false;
  const bool whole = (*stage)->perform(castings, [&](const reports::ScenarioReport& report) {
    std::printf("%-12s %s\n", std::string(reports::name(report.verdict)).c_str(), report.id.c_str());
    failed = failed || reports::is_red(report.verdict);
  });
  return failed || !whole ? 1 : 0;
}
