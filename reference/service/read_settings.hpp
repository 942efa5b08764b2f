#pragma once
// Settings from a file and a command line, and back as text.

#include <map>
#include <string>
#include <vector>

#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/service/settings.hpp"

namespace assay::service {

/// Values by key, as a command line gave them.
using Overrides = std::map<std::string, std::vector<std::string>, std::less<>>;

/// The defaults, changed by the file at `path` ("" for none), changed by `overrides`, whose keys are of the table. All that is wrong is
/// found at once; the error is text for people, ending in a newline. A way for codes among the overrides replaces the file's.
[[nodiscard]] Result<Settings, std::string> read_settings(const std::string& path, const Overrides& overrides,
                                                          config::Colour colour = config::Colour::Never);

/// A configuration file that says the same, each key with its meaning as a comment. Secrets are left out.
[[nodiscard]] std::string print_settings(const Settings& settings);

/// The reference page of all keys: reference/service/configuration.md.
[[nodiscard]] std::string settings_page();

}  // namespace assay::service
