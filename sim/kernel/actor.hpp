#pragma once
// Who an event or a line of the trace belongs to.

#include <cstdint>

namespace assay::sim::kernel {

/// A number given out in the order of creation, so it is the same in every run of one world.
enum class Actor : std::uint32_t {};

}  // namespace assay::sim::kernel
