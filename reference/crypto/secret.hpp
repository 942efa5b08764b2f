#pragma once
// Octets that are wiped when they go. Move-only, without a printer, compared in constant time only.

#include <cstddef>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"

namespace assay::crypto {

/// Compares without telling by its duration where two octet strings of the same length differ. Lengths are not secret.
[[nodiscard]] bool constant_time_equal(ByteView a, ByteView b);

/// Overwrites the octets in a way that the compiler keeps, then empties the string.
void wipe(Bytes& octets);

class Secret {
 public:
  Secret() = default;
  /// Takes the octets over; the caller's string is wiped.
  explicit Secret(Bytes&& octets);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  /// A second copy, made where it can be read that one is made.
  [[nodiscard]] Secret copy() const;
  /// The octets themselves: for handing to a function of this room, or to storage. The view lives as long as the Secret.
  [[nodiscard]] ByteView reveal() const { return octets_; }
  [[nodiscard]] std::size_t size() const { return octets_.size(); }
  [[nodiscard]] bool empty() const { return octets_.empty(); }

 private:
  Bytes octets_;
};

[[nodiscard]] bool constant_time_equal(const Secret& a, const Secret& b);

[[nodiscard]] Secret random_secret(RandomSource& random, std::size_t size);

}  // namespace assay::crypto
