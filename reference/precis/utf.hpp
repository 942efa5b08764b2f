#pragma once
// Between UTF-8, UTF-16 (ICU's own) and code points.

#include <optional>
#include <string>
#include <string_view>

namespace assay::precis {

/// Nothing for what is not UTF-8: overlong forms and surrogates included.
[[nodiscard]] std::optional<std::u16string> utf16(std::string_view utf8);
/// `text` is well-formed UTF-16.
[[nodiscard]] std::string utf8(std::u16string_view text);
[[nodiscard]] std::u32string code_points(std::u16string_view text);

}  // namespace assay::precis
