#pragma once
// Files that only their owner can read.

#include <string>
#include <string_view>

#include "reference/base/result.hpp"

namespace assay::service {

/// The contents of a file, or one sentence that says why not.
[[nodiscard]] Result<std::string, std::string> read_file(const std::string& path);
/// Writes a file that only its owner can read, whole or not at all. An error is one sentence.
[[nodiscard]] Result<void, std::string> write_private_file(const std::string& path, std::string_view contents);

/// The one line of a file that holds a token, without its end. Read for each use: tokens are renewed.
[[nodiscard]] Result<std::string, std::string> read_token(const std::string& path);

}  // namespace assay::service
