#include "sim/kernel/clock.hpp"

#include "reference/base/assert.hpp"

namespace assay::sim::kernel {

void Clock::advance_to(Instant to) {
  ASSAY_ASSERT(to >= monotonic_);
  monotonic_ = to;
}

}  // namespace assay::sim::kernel
