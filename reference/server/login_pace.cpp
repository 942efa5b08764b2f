#include "reference/server/login_pace.hpp"

#include <algorithm>

namespace assay::server {

std::optional<std::chrono::seconds> LoginPace::charge(Instant now, const Limits& limits, RandomSource& random) {
  constexpr Duration kWindow = std::chrono::seconds{1};
  const Duration share = kWindow / static_cast<Duration::rep>(limits.logins_per_second);
  rest_at_ = std::max(rest_at_, now);
  if (rest_at_ - now > kWindow - share) {
    const auto most = std::max(std::chrono::seconds{1}, std::chrono::floor<std::chrono::seconds>(limits.login_delay));
    return std::chrono::seconds{1 + random.below(static_cast<std::uint64_t>(most.count()))};
  }
  rest_at_ += share;
  return std::nullopt;
}

}  // namespace assay::server
