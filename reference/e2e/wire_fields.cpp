#include "reference/e2e/wire_fields.hpp"

namespace assay::e2e {
namespace {

constexpr unsigned kVarint = 0;
constexpr unsigned kLengthDelimited = 2;
/// Octets of a 32-bit number, seven bits each.
constexpr unsigned kVarintOctets = 5;

constexpr char tag_of(unsigned field, unsigned type) { return static_cast<char>(field << 3 | type); }

}  // namespace

FieldWriter::FieldWriter(std::size_t capacity, ByteView prefix) {
  octets_.reserve(prefix.size() + capacity);
  octets_.append(prefix);
}

void FieldWriter::varint(std::uint32_t value) {
  for (; value > 0x7F; value >>= 7) octets_.push_back(static_cast<char>((value & 0x7F) | 0x80));
  octets_.push_back(static_cast<char>(value));
}

void FieldWriter::number(unsigned field, std::uint32_t value) {
  octets_.push_back(tag_of(field, kVarint));
  varint(value);
}

void FieldWriter::bytes(unsigned field, ByteView octets) {
  octets_.push_back(tag_of(field, kLengthDelimited));
  varint(static_cast<std::uint32_t>(octets.size()));
  octets_.append(octets);
}

bool FieldReader::takes_tag(char tag) {
  if (rest_.empty() || rest_.front() != tag) return false;
  rest_.remove_prefix(1);
  return true;
}

std::optional<std::uint32_t> FieldReader::varint() {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < kVarintOctets && i < rest_.size(); ++i) {
    const auto octet = static_cast<unsigned char>(rest_[i]);
    value |= static_cast<std::uint64_t>(octet & 0x7F) << (7 * i);
    if ((octet & 0x80) != 0) continue;
    if (value > UINT32_MAX) break;
    rest_.remove_prefix(i + 1);
    return static_cast<std::uint32_t>(value);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> FieldReader::number(unsigned field) { return takes_tag(tag_of(field, kVarint)) ? varint() : std::nullopt; }

std::optional<ByteView> FieldReader::bytes(unsigned field) {
  if (!takes_tag(tag_of(field, kLengthDelimited))) return std::nullopt;
  const auto size = varint();
  if (!size || *size > rest_.size()) return std::nullopt;
  const ByteView taken = rest_.substr(0, *size);
  rest_.remove_prefix(*size);
  return taken;
}

}  // namespace assay::e2e
