#pragma once
// Strings that are compared after enforcement (PRECIS, RFC 8264): two spellings that a person cannot tell apart come out as the same
// octets, and what has no place in such a string is refused. The profiles are RFC 8265's. The order is that of RFC 8264 section 7: all
// mappings first, the test of each code point last; mappings are repeated until they change nothing.

#include <optional>
#include <string>
#include <string_view>

namespace assay::precis {

/// UsernameCaseMapped (RFC 8265 section 3.3): usernames and localparts, lower case. Nothing for what is not UTF-8, empty, or refused.
[[nodiscard]] std::optional<std::string> username_case_mapped(std::string_view text);

/// OpaqueString (section 4.2): passwords and resourceparts; case and inner spaces are kept. Nothing for what is not UTF-8, empty, or
/// refused.
[[nodiscard]] std::optional<std::string> opaque_string(std::string_view text);

}  // namespace assay::precis
