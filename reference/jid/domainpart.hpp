#pragma once
// The domainpart of an address (RFC 7622 section 3.2): a domain name, an IPv4 address, or an IPv6 address in brackets.

#include <optional>
#include <string>
#include <string_view>

namespace assay::jid {

/// In canonical form: lower case, A-labels as U-labels (RFC 5890), without a final dot. A name's labels follow IDNA2008 (RFC 5892) after
/// the mapping of UTS 46, non-transitional. Nothing for anything else; the length is the caller's to check.
[[nodiscard]] std::optional<std::string> domainpart(std::string_view text);

}  // namespace assay::jid
