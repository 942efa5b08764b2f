#include "reference/e2e/octets.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace assay::e2e {
namespace {

/// A session without skipped keys fits.
constexpr std::size_t kFirstCapacity = 1'024;

template <class Number>
std::array<char, sizeof(Number)> big_endian(Number value) {
  std::array<char, sizeof(Number)> out;
  for (std::size_t i = 0; i < sizeof value; ++i) out[i] = static_cast<char>(value >> (8 * (sizeof value - 1 - i)) & 0xFF);
  return out;
}

template <std::size_t N>
ByteView view_of(const std::array<char, N>& octets) {
  return {octets.data(), N};
}

std::uint64_t number_in(ByteView octets) {
  std::uint64_t value = 0;
  for (char c : octets) value = value << 8 | static_cast<unsigned char>(c);
  return value;
}

}  // namespace

void OctetWriter::append(ByteView octets) {
  if (octets_.size() + octets.size() > octets_.capacity()) {
    Bytes larger;
    larger.reserve(std::max(kFirstCapacity, 2 * octets_.capacity() + octets.size()));
    larger.append(octets_);
    octets_.swap(larger);
    crypto::wipe(larger);
  }
  octets_.append(octets);
}

void OctetWriter::number8(std::uint8_t value) {
  const char octet = static_cast<char>(value);
  append(ByteView(&octet, 1));
}
void OctetWriter::number32(std::uint32_t value) { append(view_of(big_endian(value))); }
void OctetWriter::number64(std::uint64_t value) { append(view_of(big_endian(value))); }

void OctetWriter::bytes(ByteView octets) {
  number32(static_cast<std::uint32_t>(octets.size()));
  append(octets);
}

crypto::Secret OctetWriter::finish() { return crypto::Secret(std::move(octets_)); }

ByteView OctetReader::take(std::size_t size) {
  if (!ok_ || rest_.size() < size) {
    ok_ = false;
    return {};
  }
  const ByteView taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint8_t OctetReader::number8() { return static_cast<std::uint8_t>(number_in(take(1))); }
std::uint32_t OctetReader::number32() { return static_cast<std::uint32_t>(number_in(take(4))); }
std::uint64_t OctetReader::number64() { return number_in(take(8)); }

ByteView OctetReader::bytes() { return take(number32()); }

ByteView OctetReader::bytes_of(std::size_t size) {
  const ByteView octets = bytes();
  if (octets.size() != size) ok_ = false;
  return ok_ ? octets : ByteView{};
}

crypto::Secret OctetReader::secret_of(std::size_t size) {
  const ByteView octets = bytes_of(size);
  return crypto::Secret(ok_ ? Bytes(octets) : Bytes(size, '\0'));
}

std::size_t OctetReader::count(std::size_t limit) {
  const std::uint32_t value = number32();
  if (value > limit) ok_ = false;
  return ok_ ? value : 0;
}

}  // namespace assay::e2e
