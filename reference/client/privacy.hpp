#pragma once

#include <string_view>

namespace assay::client {

/// How a message came (spec chapter 07).
enum class Privacy {
  Clear,       ///< readable for the server, as expected of somebody without keys
  Unexpected,  ///< readable for the server, though its sender has keys: anybody between may have written it
  Encrypted,   ///< read by our session with a device of its sender
};
/// "clear", "unexpectedly-clear" or "encrypted": its name in the shim.
[[nodiscard]] std::string_view name_of(Privacy privacy);

}  // namespace assay::client
