#pragma once
// A shim's words about files (spec chapter 10).

#include <optional>
#include <string>

#include "reference/client/commands.hpp"
#include "reference/client/events.hpp"
#include "reference/client/shim_json.hpp"

namespace assay::client {

/// Nothing if `what` is no word about files.
[[nodiscard]] std::optional<Command> file_command_of(const std::string& what, const Json& line);

/// A message's event, with what is said of its file.
[[nodiscard]] Json with_file(Json message, const std::optional<FileFacts>& file);
[[nodiscard]] Json json_of(const FileProgress& event);
/// Of its octets the hash.
[[nodiscard]] Json json_of(const FileFetched& event);
[[nodiscard]] Json json_of(const FileGone& event);

}  // namespace assay::client
