#include "reference/e2e/padding.hpp"

namespace assay::e2e {

std::size_t bucket(std::size_t octets) {
  std::size_t size = kSmallestBucket;
  while (size < octets && size < kLargestDoubledBucket) size *= 2;
  if (octets <= size) return size;
  return (octets + kLargestDoubledBucket - 1) / kLargestDoubledBucket * kLargestDoubledBucket;
}

}  // namespace assay::e2e
