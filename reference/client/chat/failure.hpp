#pragma once
// Why something did not work, in a person's words.

#include <string>
#include <string_view>

#include "reference/client/events.hpp"

namespace assay::chat {

/// The name of an error (chapter 01's registry) explained; what is not known is shown as it came.
[[nodiscard]] std::string explained(std::string_view condition);

/// "WHAT: why, 45 s to wait."
[[nodiscard]] std::string failure_text(std::string_view what, const client::Failed& failure);

}  // namespace assay::chat
