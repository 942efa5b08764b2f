#pragma once
// Fictional phone numbers for actors: NPA-555-01XX, of which each area code has a hundred.

#include <cstdint>
#include <string>

namespace assay::conformance::engine {

inline constexpr std::uint64_t kNumbers = 9'500;

/// E.164: "+12025550101". Different for any kNumbers successive indices; the sequence starts anywhere, as `seed` says.
[[nodiscard]] std::string fictional_number(std::uint64_t seed, std::uint64_t index);

}  // namespace assay::conformance::engine
