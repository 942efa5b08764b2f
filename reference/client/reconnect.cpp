#include "reference/client/reconnect.hpp"

#include <algorithm>

namespace assay::client {

Duration reconnect_delay(unsigned attempt, RandomSource& random) {
  constexpr unsigned kEnough = 9;  // 2^9 s > 5 min
  const Duration ceiling = std::min<Duration>(kReconnectLimit, kReconnectBase * (1U << std::min(attempt, kEnough)));
  const auto steps = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(ceiling).count());
  return std::chrono::milliseconds{random.below(steps + 1)};
}

}  // namespace assay::client
