#pragma once
// Patterns for what a client's shim reports (JSON lines, flattened): a map of paths to texts. Lists are flattened with their index and
// their length:
// {"contacts":[{"number":"+1","status":"in"}]} is contacts[0].number, contacts[0].status, contacts.length; null is "null", true is "true".

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "conformance/match/match.hpp"

namespace assay::conformance::match {

using MapTemplate = std::vector<std::pair<std::string, TextTemplate>>;
using FlatMap = std::map<std::string, std::string>;

/// Lenient: keys the template doesn't name are allowed.
[[nodiscard]] Result<void, Mismatch> match(const MapTemplate& wanted, const FlatMap& got, Bindings& bindings, FunctionTable& functions);

}  // namespace assay::conformance::match
