#pragma once
// Text that is read from right to left must not look like another text (RFC 5893 section 2).

#include <string_view>

namespace assay::precis {

/// Whether anything in the text is read from right to left, so that the rule applies (RFC 5893 section 1.4).
[[nodiscard]] bool is_bidi(std::u32string_view text);
[[nodiscard]] bool obeys_bidi_rule(std::u32string_view text);

}  // namespace assay::precis
