#pragma once
// Which spellings of numbers name an account here.

#include <optional>
#include <string>
#include <string_view>

#include "reference/server/config.hpp"

namespace assay::server {

/// E.164 digits without "+" (the account's localpart): a number of the numbering plan, or one of the operator's test range in international
/// spelling. Nothing for anything else.
[[nodiscard]] std::optional<std::string> account_digits(std::string_view text, std::string_view region, const Config& config);

}  // namespace assay::server
