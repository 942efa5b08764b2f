#pragma once
// Non-negative whole numbers as attributes carry them.

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace assay {

/// Digits alone, at most 18 of them; nothing for anything else.
[[nodiscard]] inline std::optional<std::uint64_t> decimal(std::string_view text) {
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// At most 4,294,967,295 seconds: whoever reckons with it can't overflow.
[[nodiscard]] inline std::optional<std::chrono::seconds> decimal_seconds(std::string_view text) {
  const std::optional<std::uint64_t> value = decimal(text);
  if (!value || *value > 0xffff'ffffU) return std::nullopt;
  return std::chrono::seconds{static_cast<std::int64_t>(*value)};
}

}  // namespace assay
