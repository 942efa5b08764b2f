#pragma once
// The names of TLS alerts (RFC 8446 section 6 and the registry of IANA).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::conformance::language {

/// "no_application_protocol"; the number itself where it has no name.
[[nodiscard]] std::string tls_alert_name(std::uint8_t number);
/// By name or number ("120"); nothing for what is neither.
[[nodiscard]] std::optional<std::uint8_t> tls_alert(std::string_view word);
/// All names, for suggestions.
[[nodiscard]] const std::vector<std::string>& tls_alert_names();

}  // namespace assay::conformance::language
