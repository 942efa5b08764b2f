#pragma once
// Wall-clock times in records: milliseconds since 1970, eight octets.

#include <chrono>
#include <optional>

#include "reference/base/now.hpp"
#include "reference/store/key.hpp"

namespace assay::server {

[[nodiscard]] inline WallTime in_milliseconds(WallTime time) { return std::chrono::floor<std::chrono::milliseconds>(time); }

[[nodiscard]] inline Bytes stamp(WallTime time) {
  return store::ordered(static_cast<std::uint64_t>(std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count()));
}
[[nodiscard]] inline WallTime from_stamp(ByteView octets) {
  return WallTime{std::chrono::milliseconds{static_cast<std::int64_t>(store::from_ordered(octets).value_or(0))}};
}

/// How long until `due`, in whole seconds, at least one.
[[nodiscard]] inline std::chrono::seconds seconds_until(WallTime due, WallTime now) {
  return std::max(std::chrono::seconds{1}, std::chrono::ceil<std::chrono::seconds>(due - now));
}

}  // namespace assay::server
