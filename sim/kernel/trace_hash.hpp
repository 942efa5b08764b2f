#pragma once
// One number for everything that happened: two runs that differ in one octet, or in one nanosecond, have different trace hashes.
//
// It is SipHash-2-4 with 128 bits of output (Aumasson and Bernstein) under a fixed key, over the records
//     time u64, actor u32, kind u32, length u64, octets, zeros up to a multiple of 8      (all little-endian)
// so it depends on no compiler, optimisation or word size. It finds differences; it guards no secret.

#include <array>
#include <cstdint>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "sim/kernel/actor.hpp"

namespace assay::sim::kernel {

class TraceHash {
 public:
  TraceHash();

  void fold(Instant at, Actor actor, std::uint32_t kind, ByteView octets);

  /// 32 digits: the hash of the records so far. Folding may go on afterwards.
  [[nodiscard]] std::string hex() const;
  [[nodiscard]] std::uint64_t records() const { return records_; }

  friend bool operator==(const TraceHash& a, const TraceHash& b) { return a.state_ == b.state_ && a.words_ == b.words_; }

 private:
  using State = std::array<std::uint64_t, 4>;

  void word(std::uint64_t word);

  State state_;
  std::uint64_t words_ = 0;
  std::uint64_t records_ = 0;
};

}  // namespace assay::sim::kernel
