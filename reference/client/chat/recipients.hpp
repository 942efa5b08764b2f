#pragma once
// To whom a line of the chat goes that is for many.

#include <string>
#include <string_view>
#include <vector>

#include "reference/client/chat/desk.hpp"

namespace assay::chat {

/// Addresses of the numbers in the text.
[[nodiscard]] std::vector<std::string> addresses_in(const Desk& desk, std::string_view text);
/// Those on the list of that name; without one, the numbers in it.
[[nodiscard]] std::vector<std::string> recipients_in(const Desk& desk, std::string_view text);

}  // namespace assay::chat
