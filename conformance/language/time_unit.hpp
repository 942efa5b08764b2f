#pragma once
// Spans of time as sentences say them: "30 days", "1 hour".

#include <optional>
#include <string_view>

#include "reference/base/now.hpp"

namespace assay::conformance::language {

/// What really passes when a scenario wants it to, on an implementation whose clocks nobody can set. Anything longer is not waited for.
inline constexpr Duration kWaitedForReally = std::chrono::seconds{5};

/// second(s), minute(s), hour(s), day(s). Nothing for any other word.
[[nodiscard]] std::optional<Duration> time_unit(std::string_view word);
/// `count` of decimal digits times the unit; nothing where one of them is wrong, or above ten years.
[[nodiscard]] std::optional<Duration> time_span(std::string_view count, std::string_view unit);

}  // namespace assay::conformance::language
