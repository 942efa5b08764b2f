#pragma once
// A random source that gives the same octets whenever so many are drawn at once: what a server draws for one purpose has one size.

#include <cstddef>

#include "reference/base/random_source.hpp"

namespace assay::conformance::defects {

class RepeatingRandom final : public RandomSource {
 public:
  /// `sound` gives all draws of other sizes, and the first of this one. It outlives this.
  RepeatingRandom(RandomSource& sound, std::size_t size) : sound_(sound), size_(size) {}

  void fill(void* out, std::size_t size) override {
    if (size != size_) return sound_.fill(out, size);
    if (first_.empty()) first_ = sound_.bytes(size);
    first_.copy(static_cast<char*>(out), size);
  }

 private:
  RandomSource& sound_;
  std::size_t size_;
  Bytes first_;
};

}  // namespace assay::conformance::defects
