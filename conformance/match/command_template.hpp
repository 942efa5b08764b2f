#pragma once
// What a scenario tells a client's shim (`alice does: {do: send, to: "{bob}", numbers: ["{bob.number}"]}`): a small tree with values in its
// texts.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "conformance/match/report_template.hpp"
#include "conformance/match/text_template.hpp"

namespace assay::conformance::match {

struct CommandText {
  TextTemplate text;
  bool bare = false;  ///< written without quotes: true, false, null and numbers stay themselves in JSON
};

struct CommandEntry;

struct CommandTemplate {
  using Text = CommandText;
  using List = std::vector<CommandTemplate>;
  using Map = std::vector<CommandEntry>;  ///< in the order of the scenario
  std::variant<Text, List, Map> value;
};

struct CommandEntry {
  std::string key;
  CommandTemplate value;
};

/// One JSON line without its newline, keys in the order of the scenario.
[[nodiscard]] Result<std::string, std::string> json_line(const CommandTemplate& command, Bindings& bindings, FunctionTable& functions);

/// The same tree as patterns for a report: flattened as report_template.hpp says; lists are compared with their length.
[[nodiscard]] MapTemplate flattened(const CommandTemplate& pattern);

/// Every text template inside, in order.
[[nodiscard]] std::vector<const TextTemplate*> texts(const CommandTemplate& command);

}  // namespace assay::conformance::match
