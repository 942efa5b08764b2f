#include "conformance/engine/pace.hpp"

#include <algorithm>

namespace assay::conformance::engine {

void Pace::tick(Instant now) {
  if (!is_measured()) return;
  if (next_tick_ != Instant::max() && now - next_tick_ > kUnnoticed) lost_ += now - next_tick_;
  next_tick_ = now + kTick;
}

void Pace::took(Duration round_trip) {
  if (is_measured()) round_trip_ = std::max(round_trip_, round_trip);
}

}  // namespace assay::conformance::engine
