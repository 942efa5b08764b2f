#pragma once
// Looks through the files of an implementation's store, as a thief of them would.

#include <string>
#include <vector>

#include "conformance/engine/at_rest.hpp"
#include "reference/base/result.hpp"

namespace assay::conformance::live {

/// The first of the files that holds the text in a readable form, or "". Those that do not exist are passed over, as a write-ahead log comes
/// and goes; that none of them does, or that one cannot be read, is an error: one line.
[[nodiscard]] Result<std::string, std::string> search_files(const std::vector<std::string>& files, const engine::AtRest& text);

}  // namespace assay::conformance::live
