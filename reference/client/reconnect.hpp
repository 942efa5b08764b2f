#pragma once
// When a client that lost its stream tries again (MSG-22): exponential back-off with full jitter, so that a million clients that a server
// lost together don't come back together.

#include <chrono>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"

namespace assay::client {

inline constexpr Duration kReconnectBase = std::chrono::seconds{1};
inline constexpr Duration kReconnectLimit = std::chrono::minutes{5};

/// Uniform in 0 .. min(kReconnectLimit, kReconnectBase * 2^attempt), in milliseconds. `attempt` counts from 0 since the last time that the
/// client was online.
[[nodiscard]] Duration reconnect_delay(unsigned attempt, RandomSource& random);

}  // namespace assay::client
