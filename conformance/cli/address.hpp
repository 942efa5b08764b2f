#pragma once
// "ADDRESS:PORT" on the command line and in the lines that programs print for one another.

#include <optional>
#include <string>
#include <string_view>

#include "reference/base/machine.hpp"

namespace assay::conformance::cli {

/// "127.0.0.1:5222", "[::1]:5222". Nothing without a port of 0 to 65535 or without an address; whether the address is one, the socket says.
[[nodiscard]] std::optional<Endpoint> parse_address(std::string_view text);
[[nodiscard]] std::string to_text(const Endpoint& endpoint);

}  // namespace assay::conformance::cli
