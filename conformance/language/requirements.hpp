#pragma once
// The requirements of the specification, read out of its chapters (reference/spec/NN-name.md and standards/*.md). One line each:
//
//   - **OFF-07** (MUST, server; wire) Order per conversation is kept across the switch from backlog to live traffic.
//
// = id (LEVEL[, server|client|both]; how it can be judged, a comma list) text.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"

namespace assay::conformance::language {

enum class Level { Must, MustNot, Should, ShouldNot, May };
enum class Role { Server, Client, Both };

struct Requirement {
  std::string id;
  Level level = Level::Must;
  Role role = Role::Both;
  std::vector<std::string> judged_by;  ///< of: wire, store, client event, statistics, simulator, bench, review
  std::string text;
  std::string file;
  std::size_t line = 0;
};

using RequirementTable = std::map<std::string, Requirement, std::less<>>;

[[nodiscard]] std::string_view name(Level level);  ///< "MUST", "MUST NOT"...
[[nodiscard]] std::string_view name(Role role);    ///< "server", "client", "both"

/// Adds one chapter's requirements; every malformed line and every id that is already there is a diagnostic.
void parse_requirements(const config::Source& chapter, RequirementTable& table, config::Diagnostics& diagnostics);
/// All *.md of a folder and its subfolder standards/, in alphabetical order.
[[nodiscard]] Result<RequirementTable, config::Diagnostics> load_requirements(const std::filesystem::path& folder);

/// The closed list of capabilities, with what each means: lines "- `offline`: text" of reference/spec/capabilities.md.
using CapabilityTable = std::map<std::string, std::string, std::less<>>;
void parse_capabilities(const config::Source& page, CapabilityTable& table, config::Diagnostics& diagnostics);
[[nodiscard]] Result<CapabilityTable, config::Diagnostics> load_capabilities(const std::filesystem::path& page);

}  // namespace assay::conformance::language
