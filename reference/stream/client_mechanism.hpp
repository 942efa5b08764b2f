#pragma once
// Which SASL mechanism a client uses (RFC 6120 section 6.3.3): the strongest that is offered and allowed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::stream {

enum class Mechanism { ScramSha256, ScramSha1, Plain };

/// "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"
[[nodiscard]] std::string_view name(Mechanism mechanism);

/// PLAIN shows the password to whoever reads the stream: only Allowed inside TLS and if the configuration says so.
enum class PlainUse { Forbidden, Allowed };

/// Nothing if none of `offered` may be used.
[[nodiscard]] std::optional<Mechanism> strongest(const std::vector<std::string>& offered, PlainUse plain);

}  // namespace assay::stream
