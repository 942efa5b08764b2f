#pragma once
// Where `assay serve` puts codes: a file of JSON lines, or a command that an operator wrote.

#include <memory>
#include <string>

#include "reference/base/result.hpp"
#include "reference/server/sms_sink.hpp"

namespace assay::conformance::cli {

/// Appends {"to":"+12025550101","method":"sms","code":"123456"} to the file, which only its owner can read.
[[nodiscard]] Result<std::unique_ptr<server::SmsSink>, std::string> sms_file(const std::string& path);

/// Runs the command by /bin/sh for each code, with that JSON line on its standard input. It must take the code within five seconds and exit
/// with 0; anything else counts as `no-route`. The server waits for it.
[[nodiscard]] std::unique_ptr<server::SmsSink> sms_command(std::string command);

/// For a server without a provider: nobody can be reached.
[[nodiscard]] std::unique_ptr<server::SmsSink> no_sms();

}  // namespace assay::conformance::cli
