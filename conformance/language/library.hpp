#pragma once
// Sentences defined in YAML, in scopes. A nearer scope shadows an identical header: the scenario file, then the target's folder, then
// scenarios/lib, then what is built in. Any other overlap inside one scope is an error.

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "conformance/language/header.hpp"
#include "conformance/language/step.hpp"
#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/config/node.hpp"

namespace assay::conformance::language {

/// A definition as it stands in its file; its steps are read when a scenario uses it.
struct RawDefinition {
  Header header;
  std::string of;
  config::Node node;
  std::shared_ptr<const config::Source> source;
};

/// The definitions of one folder (or of one file's `sentences:`).
using SentenceScope = std::vector<RawDefinition>;

class Library {
 public:
  /// Reads **/*.yaml of each folder; the first folder is the nearest. All faults are in the list.
  [[nodiscard]] static Result<Library, config::Diagnostics> load(const std::vector<std::filesystem::path>& folders);
  /// One scope out of texts, farther than those already there: for tests and the simulator's worlds.
  void add_scope(const std::vector<config::Source>& sources, config::Diagnostics& diagnostics);

  [[nodiscard]] const std::vector<SentenceScope>& scopes() const { return scopes_; }

 private:
  std::vector<SentenceScope> scopes_;
};

}  // namespace assay::conformance::language
