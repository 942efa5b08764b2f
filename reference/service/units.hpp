#pragma once
// Times and sizes as people write them in a configuration.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/now.hpp"

namespace assay::service {

/// "1500 ms", "30 s", "10 min", "12 h", "7 d", with or without the space; "m" counts as "min".
[[nodiscard]] std::optional<Duration> time_of(std::string_view text);
/// "512", "64 KiB", "10 MiB", "1 GiB", with or without the space.
[[nodiscard]] std::optional<std::uint64_t> size_of(std::string_view text);
/// The shortest exact form. Fractions of a millisecond are dropped.
[[nodiscard]] std::string to_text(Duration time);
[[nodiscard]] std::string size_text(std::uint64_t octets);

}  // namespace assay::service
