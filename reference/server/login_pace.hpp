#pragma once
// How many logins the server begins within a second, of all clients together (MSG-23): after a restart they all come at once, and each
// costs it a transaction and some hashes.

#include <chrono>
#include <optional>

#include "reference/base/limits.hpp"
#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"

namespace assay::server {

class LoginPace {
 public:
  /// Nothing if a login may begin now; else how long its client is to stay away, drawn so that those who come together do not come back
  /// together.
  [[nodiscard]] std::optional<std::chrono::seconds> charge(Instant now, const Limits& limits, RandomSource& random);

 private:
  Instant rest_at_{};  // when it would be at rest again, if each login took its share of a second
};

}  // namespace assay::server
