#pragma once
// The terminal writer's colours: the one place that writes escape sequences. What is painted must be clean (text.hpp).

#include <cstddef>
#include <string>
#include <string_view>

#include "reports/writers/terminal.hpp"

namespace assay::reports {

enum class Tint { Bold, Dim, Green, Yellow, Red, Blue, Magenta };

[[nodiscard]] std::string painted(std::string_view text, Tint tint, const Style& style);
[[nodiscard]] Tint tint_of(Verdict verdict);
/// Text filled up with blanks to `width` columns.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
/// Prose broken at blanks into lines of at most `width` columns, each after `indent` blanks and ended by a newline; a longer word stays
/// whole. Newlines of the text are kept.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);
/// The width that is really used: at least 60.
[[nodiscard]] std::size_t usable_width(const Style& style);

}  // namespace assay::reports
