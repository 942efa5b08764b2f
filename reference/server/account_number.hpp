#pragma once
// Which spellings of numbers name an account here.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/server/config.hpp"

namespace assay::server {

/// E.164 digits without "+" (the account's localpart): a number of the numbering plan, or one of the operator's test range in international
/// spelling. Nothing for anything else.
[[nodiscard]] std::optional<std::string> account_digits(std::string_view text, std::string_view region, const Config& config);

/// Whether the number is of the operator's test range.
[[nodiscard]] bool is_test_number(std::string_view digits, const Config& config);
/// Whether the digits begin with one of the prefixes.
[[nodiscard]] bool begins_with_one_of(std::string_view digits, const std::vector<std::string>& prefixes);

}  // namespace assay::server
