#pragma once
// The shim's words for groups (spec chapter 06).

#include <optional>
#include <string>

#include "reference/client/group_commands.hpp"
#include "reference/client/group_events.hpp"
#include "reference/client/shim_json.hpp"

namespace assay::client {

/// Nothing if `what` is no word for groups. Throws BadRequest.
[[nodiscard]] std::optional<GroupCommand> group_command_of(const std::string& what, const Json& line);

[[nodiscard]] Json json_of(const GroupEvent& event);

}  // namespace assay::client
