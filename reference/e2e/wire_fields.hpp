#pragma once
// Fields of protocol buffers (protobuf.dev/programming-guides/encoding) as libprotobuf writes them: in order, each once. The messages of a
// running session are written and read by these; libprotobuf takes longer for one than its MAC (decision 0037), and reads whatever comes in
// another shape. This is no parser of the format: what it does not know at once it leaves alone.

#include <cstdint>
#include <optional>
#include <utility>

#include "reference/base/bytes.hpp"

namespace assay::e2e {

class FieldWriter {
 public:
  /// Room for `capacity` octets behind `prefix`.
  explicit FieldWriter(std::size_t capacity, ByteView prefix = {});
  /// `field` is 1 to 15.
  void number(unsigned field, std::uint32_t value);
  void bytes(unsigned field, ByteView octets);
  [[nodiscard]] Bytes finish() { return std::move(octets_); }

  /// Octets of a field that is not `octets` itself: its tag, and a length or number.
  static constexpr std::size_t kLargestHead = 6;

 private:
  void varint(std::uint32_t value);
  Bytes octets_;
};

/// Nothing where the next field is another one, or is written in another way; what follows then is nothing as well.
class FieldReader {
 public:
  explicit FieldReader(ByteView octets) : rest_(octets) {}
  [[nodiscard]] std::optional<std::uint32_t> number(unsigned field);
  /// Lives as long as what it is read from.
  [[nodiscard]] std::optional<ByteView> bytes(unsigned field);
  [[nodiscard]] bool complete() const { return rest_.empty(); }

 private:
  [[nodiscard]] bool takes_tag(char tag);
  [[nodiscard]] std::optional<std::uint32_t> varint();
  ByteView rest_;
};

}  // namespace assay::e2e
