#pragma once
// Which scenarios need an instance of the implementation to themselves: those that do something to the whole of it (kill it, set its
// clock), and those in which more time passes than can be waited for, because time passes for everybody.

#include <string>
#include <vector>

#include "conformance/language/step.hpp"

namespace assay::conformance::language {

/// The sentence and its place, as in "the server is killed (scenarios/x.yaml:7)", of the first such step; "" if there is none. Steps of
/// definitions count, blocks too. Time inside of `for each` adds up, and a time that is known only when the step is reached may be long.
[[nodiscard]] std::string why_exclusive(const std::vector<Step>& steps);

}  // namespace assay::conformance::language
