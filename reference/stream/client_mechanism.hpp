#pragma once
// Which SASL mechanism a client uses (RFC 6120 section 6.3.3): the strongest that is offered and allowed.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::stream {

enum class Mechanism { ScramSha256Plus, ScramSha1Plus, ScramSha256, ScramSha1, Plain };

/// "SCRAM-SHA-256-PLUS", ... "PLAIN"
[[nodiscard]] std::string_view name(Mechanism mechanism);

/// Whether the login is bound to its connection (RFC 5802 section 6).
[[nodiscard]] bool binds_channel(Mechanism mechanism);

/// PLAIN shows the password to whoever reads the stream: only Allowed inside TLS and if the configuration says so.
enum class PlainUse { Forbidden, Allowed };

/// A mechanism that binds needs a type of channel binding that both ends have.
enum class BindingUse { Impossible, Possible };

/// Nothing if none of `offered` may be used.
[[nodiscard]] std::optional<Mechanism> strongest(const std::vector<std::string>& offered, BindingUse binding, PlainUse plain);

}  // namespace assay::stream
