#pragma once
// The scenario language's table of truth: rows of truth/*.yaml, each a small play with the verdict that must come out and, where it is no
// pass, the text to the letter. truth/README.md, made of the rows, says how one is written.

#include <cstddef>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "reference/config/node.hpp"
#include "reference/config/source.hpp"

namespace assay::conformance::engine::truth {

/// What the world does in a row, beside the steps.
struct Circumstances {
  std::vector<std::string> capabilities;      ///< of the target
  std::map<std::string, std::string> levels;  ///< "should", "may": of requirements; "must" without
  std::string limits;                         ///< the target's profile
  std::string listens = "c2s";                ///< the endpoint the target has
  bool real_time = false;
  bool clock_control = false;  ///< of the target
  std::string stage_says;      ///< to orders such as `the server is killed`: "cannot: ...", "failed: ...", "nothing"; or obeys
  bool channel_binding = true;
  int copies = 1;  ///< of each message that the small server passes on
  bool answers_pings = true;
  bool refuses = false;                                  ///< connections
  std::string on_available;                              ///< what the small server answers to presence
  std::vector<std::string> codes;                        ///< that come to the first of the cast when all wait
  std::vector<std::string> wake_ups;                     ///< "NODE WHAT": that push services are given, by then too
  std::map<std::string, std::vector<std::string>> shim;  ///< by command: the lines that answer it
  std::size_t case_index = 0;
};

struct Row {
  std::string title;
  std::size_t line = 0;
  std::vector<std::string> comes;  ///< with `wants`: stanzas that the server sends
  std::string wants;
  std::string head;   ///< the keys of the file beside title, cast and steps; by default "checks: [X-01]"
  std::string stage;  ///< what stands before the steps: see scaffold()
  std::string steps;
  std::string file;  ///< instead of all that: the whole scenario
  Circumstances circumstances;

  std::string verdict;                        ///< of the report, or "refused" where the loader does not take it
  std::map<std::string, std::string> checks;  ///< verdicts by requirement, where the row cares
  std::vector<std::string> fences;            ///< likewise
  std::string says;                           ///< empty for a pass

  std::size_t says_begin = 0;  ///< line of the `says:` key, or 0
  std::size_t says_end = 0;    ///< the line behind its value
  std::size_t end = 0;         ///< the line behind the row
};

struct Table {
  std::filesystem::path path;
  config::Source source;
  std::string about;
  std::string because;
  std::vector<Row> rows;
};

/// What was found when a row was played.
struct Outcome {
  std::string verdict;
  std::map<std::string, std::string> checks;
  std::vector<std::string> fences;
  std::string says;
  std::set<std::string> shown;   ///< of the language, in a row that passes: "sentence {a} sends", "value any", "function base64"...
  std::set<std::string> failed;  ///< in a row that does not: what the step that stopped it says
};

[[nodiscard]] std::filesystem::path folder();
/// Every table, in alphabetical order. What cannot be read fails the test and is left out.
[[nodiscard]] const std::vector<Table>& tables();

/// The scenario of a row as the loader reads it, and how many of its steps are the stage's.
struct Script {
  std::string text;
  std::size_t steps_before = 0;
};
[[nodiscard]] Script script(const Row& row);
[[nodiscard]] Outcome play(const Row& row);

/// All that the language has: what every row together must show.
[[nodiscard]] std::set<std::string> whole_language();

/// The table's text with what `says:` is now, in the order of its rows.
[[nodiscard]] std::string with_texts(const Table& table, const std::vector<std::string>& says);
/// The folder's README.md.
[[nodiscard]] std::string page(const std::vector<Table>& tables);

}  // namespace assay::conformance::engine::truth
