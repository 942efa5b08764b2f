#include "reference/store/key.hpp"

#include <cstddef>

namespace assay::store {
namespace {

constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xff';
constexpr char kEnd = '\x01';

void append_part(Bytes& out, ByteView part) {
  for (const char octet : part) {
    out += octet;
    if (octet == kEscape) out += kEscapedZero;
  }
  out += kEscape;
  out += kEnd;
}

constexpr std::size_t kLengthOctets = 4;

void append_length(Bytes& out, std::size_t length) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(length >> static_cast<unsigned>(shift) & 0xffU);
}

std::uint64_t big_endian(ByteView octets) {
  std::uint64_t value = 0;
  for (const char octet : octets) value = value << 8U | static_cast<unsigned char>(octet);
  return value;
}

}  // namespace

Bytes key(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (const ByteView part : parts) size += part.size() + 2;
  Bytes out;
  out.reserve(size);
  for (const ByteView part : parts) append_part(out, part);
  return out;
}

std::optional<std::vector<Bytes>> key_parts(ByteView octets) {
  std::vector<Bytes> parts;
  Bytes part;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    if (octets[i] != kEscape) {
      part += octets[i];
      continue;
    }
    if (++i == octets.size()) return std::nullopt;
    if (octets[i] == kEnd) {
      parts.push_back(std::move(part));
      part.clear();
    } else if (octets[i] == kEscapedZero) {
      part += kEscape;
    } else {
      return std::nullopt;
    }
  }
  if (!part.empty()) return std::nullopt;
  return parts;
}

Bytes ordered(std::uint64_t number) {
  Bytes out(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<char>(number >> (56U - 8U * i) & 0xffU);
  return out;
}

std::optional<std::uint64_t> from_ordered(ByteView octets) {
  if (octets.size() != 8) return std::nullopt;
  return big_endian(octets);
}

Bytes fields(std::initializer_list<ByteView> list) {
  std::size_t size = 0;
  for (const ByteView field : list) size += field.size() + kLengthOctets;
  Bytes out;
  out.reserve(size);
  for (const ByteView field : list) {
    append_length(out, field.size());
    out += field;
  }
  return out;
}

std::optional<std::vector<Bytes>> from_fields(ByteView octets) {
  std::vector<Bytes> list;
  while (!octets.empty()) {
    if (octets.size() < kLengthOctets) return std::nullopt;
    const std::uint64_t length = big_endian(octets.substr(0, kLengthOctets));
    octets.remove_prefix(kLengthOctets);
    if (length > octets.size()) return std::nullopt;
    list.emplace_back(octets.substr(0, length));
    octets.remove_prefix(length);
  }
  return list;
}

}  // namespace assay::store
