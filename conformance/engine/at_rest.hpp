#pragma once
// In which octets a text may lie in a store: as it is, in hexadecimal or base64 at any place of a longer text, or as what it encodes.

#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"

namespace assay::conformance::engine {

class AtRest {
 public:
  /// Of four octets or more.
  explicit AtRest(std::string_view text);

  [[nodiscard]] bool is_in(ByteView octets) const;
  /// Octets of the longest form: who reads a file in pieces lets them overlap by as many.
  [[nodiscard]] std::size_t longest() const;

 private:
  std::vector<Bytes> forms_;
};

}  // namespace assay::conformance::engine
