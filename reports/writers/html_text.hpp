#pragma once
// Escaping for HTML: the page's only one.

#include <string>
#include <string_view>

namespace assay::reports {

/// For element content and for attribute values in double quotes alike (not for <script> or <style>, into which no text of a report goes).
[[nodiscard]] std::string html_text(std::string_view text);
/// The same on one line.
[[nodiscard]] std::string html_line(std::string_view text);
/// As html_text(), for element content only: what stands between two backticks is code.
[[nodiscard]] std::string html_prose(std::string_view text);
/// An id attribute, and with '#' before it the link to it: `kind`, '-', and the name with everything unusual as '-'.
[[nodiscard]] std::string anchor(std::string_view kind, std::string_view name_of_it);

}  // namespace assay::reports
