#pragma once
// Buckets of size (ENC-14): what is encrypted has one of few lengths, so that "yes", "no" and a reaction look alike.

#include <cstddef>

namespace assay::e2e {

/// The smallest bucket: a short message, a receipt and a reaction with their affixes fit in.
inline constexpr std::size_t kSmallestBucket = 512;
/// Buckets double up to this one, and are its multiples above: doubling a long message would cost more than it hides.
inline constexpr std::size_t kLargestDoubledBucket = 4'096;

/// The least bucket that holds `octets`.
[[nodiscard]] std::size_t bucket(std::size_t octets);

}  // namespace assay::e2e
