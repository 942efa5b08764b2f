#pragma once
// Where every random octet comes from. A machine is given one; none makes its own.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "reference/base/bytes.hpp"

namespace assay {

class RandomSource {
 public:
  RandomSource() = default;
  RandomSource(const RandomSource&) = delete;
  RandomSource& operator=(const RandomSource&) = delete;
  virtual ~RandomSource() = default;

  /// Writes `size` octets to `out`. Never fails: a source that cannot answer ends the process.
  virtual void fill(void* out, std::size_t size) = 0;

  [[nodiscard]] Bytes bytes(std::size_t size);
  /// Uniform in 0 .. bound-1 (by rejection, without modulo bias). `bound` > 0.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound);
  /// `octets` random octets as base64url text: an unguessable id for streams, stanzas and resources.
  [[nodiscard]] std::string token(std::size_t octets);
};

/// The operating system's CSPRNG (getrandom(2)). For everything that runs for real.
class SystemRandom final : public RandomSource {
 public:
  void fill(void* out, std::size_t size) override;
};

/// A reproducible stream: octet n depends on (seed, name, n) alone, so that removing one consumer changes no other's stream.
/// For the simulator and for tests. NOT a CSPRNG.
class KeyedRandom final : public RandomSource {
 public:
  KeyedRandom(std::uint64_t seed, std::string_view name);
  void fill(void* out, std::size_t size) override;

 private:
  std::uint64_t key_;
  std::uint64_t counter_ = 0;
};

/// A seed that depends on `seed` and `name` alone: hash(seed, scenario id), hash(seed, link name)...
[[nodiscard]] std::uint64_t derived_seed(std::uint64_t seed, std::string_view name);

}  // namespace assay
