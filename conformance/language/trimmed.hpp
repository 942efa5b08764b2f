#pragma once

#include <string_view>

namespace assay::conformance::language {

/// The text without the blanks around it.
[[nodiscard]] inline std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace assay::conformance::language
