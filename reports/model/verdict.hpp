#pragma once
// What can be said of a check, a scenario or a requirement. The engine knows four outcomes; with the requirement's level and the reason,
// this room makes of them the nine verdicts that a reader of a report sees.

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace assay::reports {

enum class Verdict {
  Pass,          ///< judged, and met
  Warn,          ///< a SHOULD that is not met
  Choice,        ///< a MAY, or a branch of `either`, that is not taken: a freedom the standard leaves, recorded
  Unsupported,   ///< the target declares that it lacks a capability the scenario needs
  Untestable,    ///< the target declares why it cannot be judged (no clock control, channel binding behind a relay...)
  Inconclusive,  ///< the environment was at fault, or a cast or set-up failed: "blocked by ..."
  Fail,          ///< judged, and not met
  Error,         ///< the suite's own fault; never blamed on the implementation
  NotRun,        ///< not reached, or not selected
};
inline constexpr std::size_t kVerdictCount = 9;

/// All of them in the order of their declaration, in which every table and legend lists them.
[[nodiscard]] const std::array<Verdict, kVerdictCount>& all_verdicts();

/// The word of every format: "pass", "warn", "choice", "unsupported", "untestable", "inconclusive", "fail", "error", "not run".
[[nodiscard]] std::string_view name(Verdict verdict);

/// 0 (best) .. 8 (worst): pass, choice, warn, not run, unsupported, untestable, inconclusive, error, fail. A failure outranks an error:
/// what was found against the implementation stays true, whatever the suite got wrong besides. What could not be judged outranks what was
/// judged green, so that a half-judged scenario is not shown as a whole one.
[[nodiscard]] int severity(Verdict verdict);
[[nodiscard]] Verdict worst(Verdict a, Verdict b);

/// Pass, Warn, Choice and Fail say something about the implementation; the others do not.
[[nodiscard]] bool is_judged(Verdict verdict);
/// Fail and Error: what makes a run red by itself.
[[nodiscard]] bool is_red(Verdict verdict);

/// The level of a requirement (RFC 2119 and 8174).
enum class Level { Must, Should, May };
/// "MUST", "SHOULD", "MAY".
[[nodiscard]] std::string_view name(Level level);
/// Reads what name() writes, in any case; nothing else.
[[nodiscard]] std::optional<Level> level_from(std::string_view text);

/// What the engine says of one check.
enum class Outcome { Pass, Fail, NotJudged, Error };
/// Why it was not judged.
enum class WhyNot {
  CapabilityMissing,  ///< -> unsupported
  TargetCannot,       ///< -> untestable
  Environment,        ///< a lagging runner, a lost connection of ours -> inconclusive
  Blocked,            ///< cast or set-up failed -> inconclusive, reason "blocked by X"
  NotReached,         ///< an earlier step failed -> not run
  OtherChoice,        ///< it belongs to a branch of `either` that the implementation did not take -> choice
};
/// `why` matters for Outcome::NotJudged alone.
[[nodiscard]] Verdict verdict_of(Outcome outcome, Level level, WhyNot why = WhyNot::NotReached);

}  // namespace assay::reports
