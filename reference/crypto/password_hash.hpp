#pragma once
// Argon2id (RFC 9106) for the few secrets that people choose: whoever steals the hashes pays memory and time for each guess. One lane.
// Not for what is random: a registration token has nothing to guess.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "reference/base/bytes.hpp"

namespace assay::crypto {

inline constexpr std::size_t kArgon2SaltOctets = 16;
inline constexpr std::size_t kArgon2LeastMemory = 8'192;

struct Argon2Cost {
  std::uint64_t passes = 2;             ///< at least 1
  std::size_t memory = 19 * 1'048'576;  ///< octets, in steps of 1,024; at least kArgon2LeastMemory
};

/// `salt` has kArgon2SaltOctets; 16 <= `size`. Aborts where the memory is not to be had.
[[nodiscard]] Bytes argon2id(std::string_view password, ByteView salt, const Argon2Cost& cost, std::size_t size);

}  // namespace assay::crypto
