#include "reference/crypto/montgomery.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

#include <sodium.h>

#include "reference/base/assert.hpp"
#include "reference/crypto/octets.hpp"

// Debian's <xeddsa.h> includes a header that its package leaves out, so the two functions that are used are declared here.
extern "C" {
int xeddsa_init();
void curve25519_pub_to_ed25519_pub(std::uint8_t* edwards, const std::uint8_t* montgomery, bool sign);
}

namespace assay::crypto {
namespace {

constexpr std::size_t kFieldOctets = 32;
constexpr unsigned kSign = 0x80;

void initialise_xeddsa() {
  static const bool ready = xeddsa_init() >= 0;
  ASSAY_ASSERT(ready);
}

/// p - x, for x up to p = 2^255 - 19, both little-endian; the topmost bit of `x` does not count.
Bytes negative(ByteView x) {
  Bytes out(kFieldOctets, '\0');
  int borrow = 0;
  for (std::size_t i = 0; i < kFieldOctets; ++i) {
    const int of_p = i == 0 ? 0xED : (i + 1 == kFieldOctets ? 0x7F : 0xFF);
    unsigned of_x = static_cast<unsigned char>(x[i]);
    if (i + 1 == kFieldOctets) of_x &= ~kSign;
    const int difference = of_p - static_cast<int>(of_x) - borrow;
    borrow = difference < 0 ? 1 : 0;
    out[i] = static_cast<char>(difference & 0xFF);
  }
  return out;
}

}  // namespace

Bytes edwards_key(ByteView x25519_public_key) {
  initialise_xeddsa();
  ASSAY_ASSERT(x25519_public_key.size() == kFieldOctets);
  Bytes out(kFieldOctets, '\0');
  curve25519_pub_to_ed25519_pub(octets(out), octets(x25519_public_key), false);
  return out;
}

// With -y for u, the same function gives (-y - 1) / (-y + 1), which is -u. libsodium's own way back multiplies once more, to see that a
// stranger's point is one of the prime-order group.
Bytes montgomery_key(ByteView edwards_point) { return negative(edwards_key(negative(edwards_point))); }

Secret clamped(const Secret& x25519_private_key) {
  ASSAY_ASSERT(x25519_private_key.size() == kFieldOctets);
  Bytes scalar{x25519_private_key.reveal()};
  scalar.front() = static_cast<char>(static_cast<unsigned char>(scalar.front()) & 0xF8);
  scalar.back() = static_cast<char>((static_cast<unsigned char>(scalar.back()) & 0x7F) | 0x40);
  return Secret(std::move(scalar));
}

Bytes edwards_point(const Secret& clamped_scalar) {
  Bytes point(kFieldOctets, '\0');
  ASSAY_ASSERT(crypto_scalarmult_ed25519_base_noclamp(octets(point), octets(clamped_scalar.reveal())) == 0);
  return point;
}

}  // namespace assay::crypto
