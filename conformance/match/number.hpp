#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace assay::conformance::match {

/// The whole number that the text is, as decimal digits with an optional minus sign; nothing if it is none.
[[nodiscard]] inline std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace assay::conformance::match
