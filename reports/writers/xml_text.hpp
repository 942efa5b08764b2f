#pragma once
// Escaping for XML 1.0: the JUnit writer's only one.

#include <string>
#include <string_view>

namespace assay::reports {

/// For element content and for attribute values in double quotes alike. Answers well-formed XML 1.0 for any octets.
[[nodiscard]] std::string xml_text(std::string_view text);

}  // namespace assay::reports
