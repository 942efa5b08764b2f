#pragma once
// Elements as a file that is kept between runs: a line that says what it is; for each element a line with its length, and the element; a
// last line.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/xml/element.hpp"

namespace assay::client {

[[nodiscard]] std::string write_memory(std::string_view first_line, const std::vector<xml::Element>& elements);
/// Nothing if it is not what write_memory() makes with that line.
[[nodiscard]] std::optional<std::vector<xml::Element>> read_memory(std::string_view first_line, std::string_view text);

}  // namespace assay::client
