#pragma once
// How an Endpoint is written: "127.0.0.1:5222", "[::1]:5222". One reader for the command line, target files, ready lines and shims.

#include <optional>
#include <string>
#include <string_view>

#include "reference/base/machine.hpp"

namespace assay {

/// Reads ADDRESS:PORT; an IPv6 address stands in brackets (RFC 3986 section 3.2.2). Nothing without an address or without a port of 0 to
/// 65535 in digits. Whether the address is one, the socket says: names of the simulator's nodes pass here.
[[nodiscard]] std::optional<Endpoint> parse_endpoint(std::string_view text);
/// As parse_endpoint() reads it.
[[nodiscard]] std::string to_text(const Endpoint& endpoint);

}  // namespace assay
