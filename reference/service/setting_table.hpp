#pragma once
// Every key of the server's configuration, once: the loader, the command line, `--print-config` and the reference page all read this table.

#include <functional>
#include <string>
#include <vector>

#include "reference/base/result.hpp"
#include "reference/service/settings.hpp"

namespace assay::service {

/// Why a value is none, and what would be one.
struct Refusal {
  std::string message;   ///< without the key's name, to stand behind it: "wants a time"
  std::string help;      ///< "such as 30 s", or ""
  std::size_t item = 0;  ///< of a list: which one is meant
};

enum class Shape {
  Text,
  Path,  ///< as Text; in a file a relative one counts from the file's folder
  List,  ///< texts; one alone counts as a list of one
  Flag,  ///< true or false
};

struct Setting {
  std::string key;     ///< "sms.file": `file` in the map `sms`
  std::string option;  ///< "--sms-file", or "" where only the file can say it
  Shape shape = Shape::Text;
  std::string wants;    ///< what a value is: "ADDRESS:PORT", "time"
  std::string meaning;  ///< one sentence or two, for help, the page and comments
  /// The values are one unless the shape is List.
  std::function<Result<void, Refusal>(Settings&, const std::vector<std::string>&)> set;
  /// The value as a document would say it; nothing where there is none. Never a secret.
  std::function<std::vector<std::string>(const Settings&)> get;
};

/// In the order in which people read them. The profile of limits stands before the limits that override it.
[[nodiscard]] const std::vector<Setting>& setting_table();
/// The setting of that key, or nullptr.
[[nodiscard]] const Setting* find_setting(std::string_view key);

/// What no single value shows: two ways for codes, no listener at all. One sentence each.
[[nodiscard]] std::vector<std::string> contradictions(const Settings& settings);

}  // namespace assay::service
