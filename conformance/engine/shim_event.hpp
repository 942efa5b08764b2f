#pragma once
// Lines of a client's shim: one JSON object a line.

#include <optional>
#include <string>
#include <string_view>

#include "conformance/engine/item.hpp"

namespace assay::conformance::engine {

/// Nothing if the line is no JSON object. Nested values are flattened: contacts[0].number, contacts.length.
[[nodiscard]] std::optional<ShimEvent> parse_shim_event(std::string_view line);
/// The field, or "".
[[nodiscard]] std::string field(const ShimEvent& event, std::string_view name);
/// `{"do":"sync","tag":"..."}`
[[nodiscard]] std::string sync_command(std::string_view tag);

}  // namespace assay::conformance::engine
