#pragma once
// The canonical form of scenario and sentence files (`assay fmt`). It changes how a file is written, never what it says, and keeps every
// comment:
//
//   - lines end in "\n" without blanks before it, the file in one; never two empty lines together
//   - a step without anything behind it ends in ':' (keys can be added below it without touching it)
//   - 'single quotes' where double ones are not needed
//   - the element of a step on one line is plain or quoted only while the line is at most 120 octets long; quoted XML with ": " or " #"
//     and longer lines become a `|` block
//
// What stands inside a block or in quotes over several lines is left as it is.

#include <string>

#include "reference/base/result.hpp"
#include "reference/config/diagnostic.hpp"
#include "reference/config/node.hpp"
#include "reference/config/source.hpp"

namespace assay::conformance::language {

/// Octets of a line with an element on it.
inline constexpr std::size_t kLongestLine = 120;

/// The text in canonical form, as far as that is safe; formatting it again changes nothing. Faults where `source` is no YAML.
[[nodiscard]] Result<std::string, config::Diagnostics> formatted(const config::Source& source);

/// Whether two documents say the same: a step alone and one with nothing behind its ':' do, as do an element on one line and in a block,
/// and quotes of either kind (not quoted and plain texts).
[[nodiscard]] bool same_meaning(const config::Node& a, const config::Node& b);

}  // namespace assay::conformance::language
