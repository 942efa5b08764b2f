#include "sim/kernel/trace_hash.hpp"

#include <cstddef>

namespace assay::sim::kernel {
namespace {

constexpr std::uint64_t kKey0 = 0x0706050403020100U;
constexpr std::uint64_t kKey1 = 0x0f0e0d0c0b0a0908U;

constexpr std::uint64_t rotated(std::uint64_t x, unsigned bits) { return x << bits | x >> (64U - bits); }

/// SipRound of the SipHash paper, section 2.2.
template <class State>
void sip_rounds(State& v, int rounds) {
  for (int i = 0; i < rounds; ++i) {
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotated(v[1], 13) ^ v[0];
    v[3] = rotated(v[3], 16) ^ v[2];
    v[0] = rotated(v[0], 32);
    v[2] += v[1];
    v[0] += v[3];
    v[1] = rotated(v[1], 17) ^ v[2];
    v[3] = rotated(v[3], 21) ^ v[0];
    v[2] = rotated(v[2], 32);
  }
}

template <class State>
void absorb(State& v, std::uint64_t word) {
  v[3] ^= word;
  sip_rounds(v, 2);
  v[0] ^= word;
}

/// Up to eight octets from `at` on, little-endian; those that do not exist are zero.
std::uint64_t little_endian(ByteView octets, std::size_t at) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8 && at + i < octets.size(); ++i) {
    word |= std::uint64_t{static_cast<unsigned char>(octets[at + i])} << (8 * i);
  }
  return word;
}

std::string digits(std::uint64_t word) {
  Bytes octets;
  for (unsigned i = 0; i < 8; ++i) octets.push_back(static_cast<char>(word >> (8 * i) & 0xffU));
  return assay::hex(octets);
}

}  // namespace

// The constants of the 128-bit variant: v1 is xored with 0xee.
TraceHash::TraceHash()
    : state_{kKey0 ^ 0x736f6d6570736575U, kKey1 ^ 0x646f72616e646f6dU ^ 0xeeU, kKey0 ^ 0x6c7967656e657261U, kKey1 ^ 0x7465646279746573U} {}

void TraceHash::fold(Instant at, Actor actor, std::uint32_t kind, ByteView octets) {
  word(static_cast<std::uint64_t>(at.time_since_epoch().count()));
  word(std::uint64_t{kind} << 32U | static_cast<std::uint32_t>(actor));
  word(octets.size());
  for (std::size_t i = 0; i < octets.size(); i += 8) word(little_endian(octets, i));
  ++records_;
}

void TraceHash::word(std::uint64_t word) {
  absorb(state_, word);
  ++words_;
}

std::string TraceHash::hex() const {
  State v = state_;
  absorb(v, (words_ * 8 & 0xffU) << 56U);  // the last block: no octets remain, and the length modulo 256
  v[2] ^= 0xeeU;
  sip_rounds(v, 4);
  const std::uint64_t first = v[0] ^ v[1] ^ v[2] ^ v[3];
  v[1] ^= 0xddU;
  sip_rounds(v, 4);
  return digits(first) + digits(v[0] ^ v[1] ^ v[2] ^ v[3]);
}

}  // namespace assay::sim::kernel
