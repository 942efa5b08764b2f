#include "reference/base/random_source.hpp"

#include <cerrno>

#include <sys/random.h>

#include "reference/base/assert.hpp"

namespace assay {
namespace {

// The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection in which every input bit reaches every output bit.
std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31U);
}

constexpr std::uint64_t kGolden = 0x9e3779b97f4a7c15U;

}  // namespace

Bytes RandomSource::bytes(std::size_t size) {
  Bytes out(size, '\0');
  fill(out.data(), out.size());
  return out;
}

std::uint64_t RandomSource::below(std::uint64_t bound) {
  ASSAY_ASSERT(bound > 0);
  const std::uint64_t unfair = (0 - bound) % bound;  // 2^64 mod bound values would be drawn once too often
  for (;;) {
    unsigned char octets[8];
    fill(octets, sizeof octets);
    std::uint64_t value = 0;
    for (unsigned char octet : octets) value = value << 8U | octet;
    if (value >= unfair) return value % bound;
  }
}

std::string RandomSource::token(std::size_t octets) { return base64url(bytes(octets)); }

void SystemRandom::fill(void* out, std::size_t size) {
  auto* at = static_cast<unsigned char*>(out);
  while (size > 0) {
    const ssize_t got = getrandom(at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    ASSAY_ASSERT(got > 0);
    at += got;
    size -= static_cast<std::size_t>(got);
  }
}

std::uint64_t derived_seed(std::uint64_t seed, std::string_view name) {
  std::uint64_t hash = mixed(seed + kGolden);
  for (char c : name) hash = mixed((hash ^ static_cast<unsigned char>(c)) + kGolden);
  return hash;
}

KeyedRandom::KeyedRandom(std::uint64_t seed, std::string_view name) : key_(derived_seed(seed, name)) {}

void KeyedRandom::fill(void* out, std::size_t size) {
  auto* at = static_cast<unsigned char*>(out);
  for (std::size_t i = 0; i < size; ++i, ++counter_) {
    const std::uint64_t word = mixed(key_ + (counter_ / 8 + 1) * kGolden);
    at[i] = static_cast<unsigned char>(word >> (counter_ % 8 * 8U));
  }
}

}  // namespace assay
