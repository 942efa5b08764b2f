#pragma once
// What every subcommand that handles scenarios needs: where the suite lies, its specification, its sentences, its files.

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "conformance/language/library.hpp"
#include "conformance/language/load.hpp"
#include "conformance/language/requirements.hpp"
#include "conformance/language/scenario.hpp"
#include "conformance/live/target_file.hpp"
#include "reference/config/diagnostic.hpp"

namespace assay::conformance::cli {

/// The folder that holds scenarios/, reference/spec/ and conformance/targets/: $ASSAY_HOME, else the first folder above the current one
/// that has them, else where this program was built.
[[nodiscard]] std::filesystem::path home();

/// Always on a terminal unless NO_COLOR is set; never elsewhere.
[[nodiscard]] config::Colour colour_for(std::FILE* stream);

/// A name in conformance/targets ("prosody") or the path of a target file.
[[nodiscard]] std::filesystem::path target_path(const std::string& name_or_path);
/// Its own sentence folders; none where the file cannot be read (whoever needs the file says so).
[[nodiscard]] std::vector<std::filesystem::path> target_library(const std::string& name_or_path);

class Suite {
 public:
  /// Reads the specification below `home`.
  explicit Suite(std::filesystem::path home);

  /// What is wrong with the specification's lines. Empty: go on.
  [[nodiscard]] const config::Diagnostics& faults() const { return faults_; }
  [[nodiscard]] const language::RequirementTable& requirements() const { return requirements_; }
  [[nodiscard]] const language::CapabilityTable& capabilities() const { return capabilities_; }

  /// Reads the sentences: the target's folders first, then scenarios/lib.
  [[nodiscard]] config::Diagnostics choose_library(std::vector<std::filesystem::path> target_folders);
  [[nodiscard]] config::Diagnostics lint_library() const;

  /// The scenario files that `paths` name (files, or folders with all below them), sorted, each once; without paths all of scenarios/.
  [[nodiscard]] std::vector<std::filesystem::path> files(const std::vector<std::string>& paths, config::Diagnostics& faults) const;
  [[nodiscard]] Result<language::Scenario, config::Diagnostics> load(const std::filesystem::path& path) const;

 private:
  [[nodiscard]] language::Vocabulary vocabulary() const;

  std::filesystem::path home_;
  config::Diagnostics faults_;
  language::RequirementTable requirements_;
  language::CapabilityTable capabilities_;
  language::Library library_;
};

}  // namespace assay::conformance::cli
