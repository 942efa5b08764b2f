#pragma once
// Whether an implementation that somebody else started is there at all: asked once, before anything is played.

#include <optional>
#include <string>

#include "reference/base/machine.hpp"

namespace assay::conformance::live {

/// Why no TCP connection to `at` can be made, or nothing. Waits for three seconds at most.
[[nodiscard]] std::optional<std::string> unreachable(const Endpoint& at);

}  // namespace assay::conformance::live
