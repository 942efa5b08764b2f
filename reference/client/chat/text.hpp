#pragma once
// Small things with text: what people type, and what may be shown of what peers sent.

#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"

namespace assay::chat {

[[nodiscard]] std::string_view trimmed(std::string_view text);

/// Up to the first space, and what stands behind it.
struct Halves {
  std::string_view first;
  std::string_view rest;
};
[[nodiscard]] Halves halves(std::string_view text);

/// What peers send must not move the cursor or ring bells: C0 controls and DEL become "?", C1 controls (in UTF-8: C2 80 .. C2 9F) too.
[[nodiscard]] std::string printable(std::string_view text);

[[nodiscard]] std::string digits_of(std::string_view text);

/// Numbers end at commas, or at spaces before a "+": "+1 202 555 0101 +1 202 555 0102".
[[nodiscard]] std::vector<std::string> numbers_in(std::string_view text);

/// The first line, and not too much of it.
[[nodiscard]] std::string beginning(std::string text);

/// "45 s", "3 min", "5 h", "7 days".
[[nodiscard]] std::string wait_of(Duration wait);

}  // namespace assay::chat
