#include "reference/crypto/secret.hpp"

#include <utility>

#include <sodium.h>

namespace assay::crypto {
namespace {

/// A Secret that holds something holds it on the heap, so that one that is empty, or was moved from, has nothing to wipe.
bool is_on_heap(const Bytes& octets) { return octets.capacity() > Bytes().capacity(); }

}  // namespace

bool constant_time_equal(ByteView a, ByteView b) { return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0; }

bool constant_time_equal(const Secret& a, const Secret& b) { return constant_time_equal(a.reveal(), b.reveal()); }

void wipe(Bytes& octets) {
  // A moved-from or shortened string may still hold octets between size and capacity.
  octets.resize(octets.capacity());
  sodium_memzero(octets.data(), octets.size());
  octets.clear();
}

Secret::Secret(Bytes&& octets) {
  // What lies on the heap changes hands; what lies in the string itself would leave a copy behind.
  if (is_on_heap(octets)) {
    octets_.swap(octets);
  } else if (!octets.empty()) {
    octets_.reserve(Bytes().capacity() + 1);
    octets_ = octets;
    wipe(octets);
  }
}

Secret::Secret(Secret&& other) noexcept { octets_.swap(other.octets_); }

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    if (is_on_heap(octets_)) wipe(octets_);
    octets_.swap(other.octets_);
  }
  return *this;
}

Secret::~Secret() {
  if (is_on_heap(octets_)) wipe(octets_);
}

Secret Secret::copy() const { return Secret(Bytes(octets_)); }

Secret random_secret(RandomSource& random, std::size_t size) { return Secret(random.bytes(size)); }

}  // namespace assay::crypto
