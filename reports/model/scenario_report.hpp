#pragma once
// What became of one scenario (one case of one file): its checks, its failures, and the ladder of what went over the wire.
// All strings are meant to be UTF-8, but may quote what a peer sent: the writers escape and repair, nobody else needs to.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reports/model/verdict.hpp"

namespace assay::reports {

/// A place in a scenario file. Lines and columns count from 1, columns in octets; 0 means unknown.
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};
/// "file:line:column", without the parts that are unknown; empty if the file is.
[[nodiscard]] std::string to_string(const Place& place);

/// A failure that the target's baseline lists: it still runs and is still shown, but does not make the run red.
struct KnownFailure {
  std::string reason;
  std::string link;
};

struct Check {
  std::string requirement;  ///< an id; empty where the scenario claims none
  Verdict verdict = Verdict::NotRun;
  std::string reason;          ///< one line; may be empty for a pass
  std::optional<Place> place;  ///< the step that decided it
  std::optional<KnownFailure> known;
};

/// A step that called the one that failed: the sentence as it stood there.
struct Caller {
  Place place;
  std::string sentence;
};

/// One step that failed. The failure page is made of this, the requirements' table and the scenario's ladder.
struct Failure {
  std::vector<std::string> requirements;  ///< ids it counts against
  std::string step;                       ///< the step as written: "bob receives: <message .../>"
  Place place;
  std::string expected;
  std::string actual;
  std::string path_diff;  ///< "message/body: wanted "number 3", got "number 4""; one difference a line
  std::string hint;
  std::string reproduce;        ///< one shell command
  std::vector<Caller> callers;  ///< innermost first
};

/// What a row of the ladder is.
enum class ExchangeKind { Stanza, Stream, Tls, Note, Fault };
/// "stanza", "stream", "tls", "note", "fault".
[[nodiscard]] std::string_view name(ExchangeKind kind);

/// One row of the ladder. An arrow goes from lane `from` to lane `to`; where `to` is empty or equal to `from`, the row is a mark on that
/// lane alone; where both are empty, it spans all lanes.
struct Exchange {
  Duration at{};  ///< since the scenario's start, on the monotonic (or virtual) clock
  std::string from;
  std::string to;
  std::string summary;  ///< "message to=bob ... <body>": one line
  std::string full;     ///< the XML or a description; secrets are masked before they come here
  ExchangeKind kind = ExchangeKind::Stanza;
};

/// How an absence was proved (scenario-language.md, 7).
enum class FenceKind { Through, BothEnds, SecondEvent, Quiescence, Sync, QuietTime };
/// "through", "both ends", "second event", "quiescence", "sync", "quiet time".
[[nodiscard]] std::string_view name(FenceKind kind);

/// Which branch of an `either` the implementation took.
struct Choice {
  Place place;        ///< of the `either`
  std::string taken;  ///< the branch's name
  friend bool operator==(const Choice&, const Choice&) = default;
};

struct ScenarioReport {
  std::string id;  ///< file and case: "offline/order", "registration/wrong-code#expired"; stable between runs, never a position
  std::string title;
  std::string file;  ///< from the repository's root or the caller's folder: "scenarios/offline/order.yaml"
  Verdict verdict = Verdict::NotRun;
  std::string reason;  ///< one line: why it is not a pass
  std::vector<Check> checks;
  std::vector<Failure> failures;
  std::vector<std::string> lanes;  ///< the ladder's lanes from left to right; lanes that rows name besides are added after them
  std::vector<Exchange> ladder;
  std::size_t setup_rows = 0;  ///< the ladder's first rows, in which the cast registered and connected; 0: none, or it never came to steps
  std::uint64_t seed = 0;
  std::string trace_hash;  ///< hexadecimal; empty outside the simulator
  Duration duration{};     ///< virtual in the simulator
  std::string stage;       ///< "simulator", "live", "relay" or a stage of the caller's own naming
  std::vector<FenceKind> fences;
  std::vector<Choice> choices;  ///< in the order of the play, each once
};

/// The worst of its checks by severity(); NotRun without any. What a target does not claim or cannot show (unsupported, untestable) counts
/// only where nothing else stands: a scenario whose plain half passes on a plain server is a pass.
[[nodiscard]] Verdict verdict_of(const std::vector<Check>& checks);
/// Some check fails and each that fails is known to the baseline.
[[nodiscard]] bool is_known_failure(const ScenarioReport& scenario);
/// `lanes` and whatever else the ladder's rows name, in order of appearance, each once.
[[nodiscard]] std::vector<std::string> lanes_of(const ScenarioReport& scenario);

}  // namespace assay::reports
