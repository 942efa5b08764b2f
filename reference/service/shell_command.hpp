#pragma once
// A command of an operator's, run to its end.

#include <atomic>
#include <string>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"

namespace assay::service {

/// Runs the command by /bin/sh with `input` (at most 4,096 octets) on its standard input and its standard output on our standard error. The
/// error stands behind "the command": "exited with 1", "did not end within 10 s". When the time is over or `cancelled` becomes true, it and
/// all that it started in its process group are killed. From any thread.
[[nodiscard]] Result<void, std::string> run_shell_command(const std::string& command, const std::string& input, Duration timeout,
                                                          const std::atomic<bool>& cancelled);

}  // namespace assay::service
