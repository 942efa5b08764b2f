#pragma once
// s:each="n in 1..9": what an element of a template is repeated for.

#include <string>
#include <string_view>
#include <vector>

#include "conformance/match/element_template.hpp"

namespace assay::conformance::match {

/// As many elements as an XML reader takes in one stanza.
inline constexpr std::size_t kMostRounds = 2'000;

/// Reads "1..9" or "a, b, c" into the range or the items of `each`; parts may hold expressions. False where it can't be read.
[[nodiscard]] bool parse_rounds(std::string_view text, Each& each);
/// "n in 1..9"; the error is a message.
[[nodiscard]] Result<Each, std::string> parse_each(std::string_view text);
/// The values of the name, in order. At most `most`: more is an error, as is a range whose ends are no numbers. An empty range ("1..0") is
/// none.
[[nodiscard]] Result<std::vector<std::string>, std::string> unrolled(const Each& each, Bindings& bindings, FunctionTable& functions,
                                                                     std::size_t most = kMostRounds);

/// Whether an attribute's value is `{absent}`.
[[nodiscard]] bool wants_absence(const TextTemplate& value);

}  // namespace assay::conformance::match
