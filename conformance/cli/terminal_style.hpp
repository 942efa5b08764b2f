#pragma once
// How reports are drawn where standard output goes.

#include "reports/writers/terminal.hpp"

namespace assay::conformance::cli {

/// Colour, glyphs and width that fit. Sets LC_CTYPE from the environment.
[[nodiscard]] reports::Style style_of_terminal();

}  // namespace assay::conformance::cli
