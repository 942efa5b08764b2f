// The tables as a page for people: truth/README.md.

#include <sstream>

#include <fmt/core.h>

#include "conformance/engine/truth_test.hpp"

namespace assay::conformance::engine::truth {

namespace {

constexpr const char* kHead = R"(# What is true in the scenario language

Each row of these files is a small play with the verdict that must come out; where that is no pass, the text of it to the letter. A server, bare
sockets, phones and a shim of the engine's own play them: no implementation under test is involved.

**The rule: every built-in sentence, every pattern, every mark (`s:`), every function and every key of a step stands in at least one row that passes and in one
that does not, in the step that stops it.** `conformance_engine_test` is red until a new one has both (`Truth.TheWholeLanguageIsInIt`).

A row in the short form says what comes and what is wanted; in the long form it has `steps:`, which follow those of its `stage:`

| stage | before the steps |
|---|---|
| `two ends` | `srv`, a server of the engine, and the bare socket `raw`, with an open stream between them. With `comes` and `wants`: srv sends and raw receives |
| `alone` | `alice` and `bob`, bare sockets, and `srv`, which does not listen yet |
| `phones` | `alice` and `bob`, registered and connected to a small server |
| `client` | `carol`, a client behind a shim |

or `file:`, a whole scenario. `with:` says how the world is: `capabilities`, `levels` of requirements, `limits`, `real time`, `channel binding`,
`clock control`, `listens`, `stage says` (to orders such as `the server is killed`); of the small server `copies`, `answers pings`, `refuses`, `on available`; `codes` that come by SMS; `wake-ups` (node, and what else) for push services; `shim`, lines by command; `case`.

    - row: An attribute has the wanted value
      comes: <message id="1"/>
      wants: <message id="2"/>
      says: 'message/@id: wanted "2", got "1"'

`verdict:` is `pass`, or `fail` where the row has `says:`, unless it is written down; `refused` is the loader's. `checks:` and `fences:` are compared where they stand.
With `ASSAY_UPDATE_GOLDEN=1` in the environment the tests write the texts (never the verdicts) into the rows, and this page. Read what they wrote.
)";

std::string fenced(std::string_view text, std::string_view language) {
  std::string out = fmt::format("```{}\n", language);
  out += text;
  if (!text.empty() && text.back() != '\n') out += '\n';
  return out + "```\n";
}

std::string verdict_of(const Row& row) {
  std::string out = fmt::format("**{}**", row.verdict);
  for (const auto& [requirement, verdict] : row.checks) out += fmt::format(", {} {}", requirement, verdict);
  for (const std::string& fence : row.fences) out += fmt::format(", fence: {}", fence);
  return out;
}

std::string what(const Row& row) {
  if (!row.file.empty()) return fenced(row.file, "yaml");
  if (!row.wants.empty()) {
    std::string out;
    for (const std::string& stanza : row.comes) out += "comes  " + stanza + "\n";
    std::istringstream lines(row.wants);
    const char* label = "wants  ";
    for (std::string line; std::getline(lines, line); label = "       ") out += label + line + "\n";
    return fenced(out, "");
  }
  const std::string head = row.head == "checks: [X-01]" ? "" : row.head + (row.head.back() == '\n' ? "" : "\n");
  return fenced(head + row.steps, "yaml");
}

}  // namespace

std::string page(const std::vector<Table>& tables) {
  std::string out = kHead;
  std::size_t rows = 0;
  for (const Table& table : tables) rows += table.rows.size();
  out += fmt::format("\n{} rows in {} files; this page is made of them.\n", rows, tables.size());
  for (const Table& table : tables) {
    out += fmt::format("\n## {}\n\n[{}]({})\n", table.about, table.path.filename().string(), table.path.filename().string());
    if (!table.because.empty()) out += "\n" + table.because + (table.because.back() == '\n' ? "" : "\n");
    for (const Row& row : table.rows) {
      out += fmt::format("\n### {}\n\n{}\n{}", row.title, what(row), verdict_of(row));
      out += row.says.empty() ? "\n" : "\n\n" + fenced(row.says, "");
    }
  }
  return out;
}

}  // namespace assay::conformance::engine::truth
