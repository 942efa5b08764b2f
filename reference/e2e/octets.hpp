#pragma once
// State as octets: written with an octet of version in front, read all or nothing. What is written holds secrets, so a buffer that grows
// wipes what it leaves behind.

#include <cstdint>
#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::e2e {

class OctetWriter {
 public:
  explicit OctetWriter(std::uint8_t version) { number8(version); }
  ~OctetWriter() { crypto::wipe(octets_); }
  OctetWriter(const OctetWriter&) = delete;
  OctetWriter& operator=(const OctetWriter&) = delete;

  void number8(std::uint8_t value);
  void number32(std::uint32_t value);
  void number64(std::uint64_t value);
  /// A length of four octets, then the octets.
  void bytes(ByteView octets);
  void secret(const crypto::Secret& secret) { bytes(secret.reveal()); }
  [[nodiscard]] crypto::Secret finish();

 private:
  void append(ByteView octets);
  Bytes octets_;
};

/// After the first fault all that is read is empty, and ok() stays false: a reader checks once, at the end.
class OctetReader {
 public:
  OctetReader(ByteView octets, std::uint8_t version) : rest_(octets) {
    if (number8() != version) ok_ = false;
  }
  [[nodiscard]] std::uint8_t number8();
  [[nodiscard]] std::uint32_t number32();
  [[nodiscard]] std::uint64_t number64();
  [[nodiscard]] ByteView bytes();
  /// Of exactly that size, else a fault.
  [[nodiscard]] ByteView bytes_of(std::size_t size);
  [[nodiscard]] crypto::Secret secret_of(std::size_t size);
  /// A count of things that follow; a fault if it is above `limit`.
  [[nodiscard]] std::size_t count(std::size_t limit);
  void fail() { ok_ = false; }
  [[nodiscard]] bool ok() const { return ok_; }
  /// Nothing went wrong, and nothing is left.
  [[nodiscard]] bool complete() const { return ok_ && rest_.empty(); }

 private:
  ByteView take(std::size_t size);
  ByteView rest_;
  bool ok_ = true;
};

}  // namespace assay::e2e
