#pragma once
// One run of the suite against one target. Everything a writer prints is in here or follows from it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reports/model/requirement.hpp"
#include "reports/model/scenario_report.hpp"
#include "reports/model/verdict.hpp"

namespace assay::reports {

struct Target {
  std::string name;         ///< "reference", "prosody"
  std::string description;  ///< one line: software, version, how it was started
};

enum class Stage { Simulator, Live, Relay };
/// "simulator", "live", "relay".
[[nodiscard]] std::string_view name(Stage stage);

/// What the process answers. Listed in `assay run --help`.
enum class ExitCode {
  Green = 0,               ///< something was judged, and nothing against the implementation
  ConformanceFailure = 1,  ///< some check fails that no baseline lists
  BadInput = 2,            ///< a scenario, target or command line that makes no sense
  TargetUnreachable = 3,
  HarnessError = 4,   ///< the suite's own fault
  StaleBaseline = 5,  ///< a listed failure passes, or an entry matches nothing
  NothingJudged = 6,
};
[[nodiscard]] std::string_view name(ExitCode code);

/// Why a run ended before its scenarios could.
struct Stopped {
  ExitCode code = ExitCode::BadInput;
  std::string reason;
};

struct RunReport {
  std::string suite_version;
  std::string spec_version;
  Target target;
  Stage stage = Stage::Live;
  WallTime started{};
  std::uint64_t seed = 0;
  Duration duration{};  ///< real time, whatever the stage
  std::string command_line;
  std::vector<ScenarioReport> scenarios;
  std::vector<Requirement> requirements;    ///< at least those that a check names; writers cope with an unknown id
  std::string defect;                       ///< the defect that was planted; empty if none
  std::vector<std::string> stale_baseline;  ///< one complaint each
  std::optional<Stopped> stopped;
};

/// The requirement with this id, or nothing. Valid as long as the report.
[[nodiscard]] const Requirement* find_requirement(const RunReport& run, const std::string& id);

/// How many of each verdict.
struct Counts {
  std::array<std::size_t, kVerdictCount> by_verdict{};

  [[nodiscard]] std::size_t of(Verdict verdict) const { return by_verdict[static_cast<std::size_t>(verdict)]; }
  void add(Verdict verdict) { ++by_verdict[static_cast<std::size_t>(verdict)]; }
  [[nodiscard]] std::size_t total() const;
  [[nodiscard]] std::size_t judged() const;
};

[[nodiscard]] Counts scenario_counts(const RunReport& run);
[[nodiscard]] Counts check_counts(const RunReport& run);

/// What all checks of a run say of one requirement.
struct RequirementResult {
  std::string id;
  /// The worst of fail, error, warn, choice and pass that some check answered; only if none did, the worst of the others: a requirement
  /// that one scenario judged is judged, though another could not. NotRun without checks.
  Verdict verdict = Verdict::NotRun;
  Counts counts;                       ///< of its checks
  std::vector<std::size_t> scenarios;  ///< indices into RunReport::scenarios, ascending, each once
};

/// One for each requirement of the table, in its order, then one for each other id that checks name, in order of appearance.
[[nodiscard]] std::vector<RequirementResult> requirement_results(const RunReport& run);

/// The first that holds: what stopped the run; a failure that no baseline lists, or one in a set-up though others were judged (1); an error
/// (4); a stale baseline (5); nothing judged (6); green (0).
[[nodiscard]] ExitCode exit_code(const RunReport& run);

}  // namespace assay::reports
