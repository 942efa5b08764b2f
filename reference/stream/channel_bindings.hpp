#pragma once
// What a login can be bound to (RFC 5056): octets that both ends of one TLS connection know, and nobody who sits in its middle.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/machine.hpp"

namespace assay::stream {

/// The types that this connection has, the better first: tls-exporter (RFC 9266) binds to the connection itself, tls-server-end-point
/// (RFC 5929 section 4) to the server's certificate. tls-unique is not among them: TLS 1.3 has none.
[[nodiscard]] std::vector<std::string> channel_binding_types(const TlsFacts& tls);

/// The octets of that type; nothing where this connection has none, or the type is unknown.
[[nodiscard]] std::optional<Bytes> channel_binding(const TlsFacts& tls, std::string_view type);

}  // namespace assay::stream
