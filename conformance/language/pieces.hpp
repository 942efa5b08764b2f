#pragma once
// How octets leave: `pieces: 1`, `pieces: 100 every 250ms`, `pieces: at 3, 17`.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"
#include "reference/base/result.hpp"

namespace assay::conformance::language {

struct Pieces {
  /// What is cut beyond this many pieces stays in one.
  static constexpr std::size_t kMost = 100'000;

  std::size_t size = 0;                ///< octets of each; 0: `positions` say where to cut
  std::vector<std::size_t> positions;  ///< ascending, from the first octet
  Duration every{};                    ///< between two of them

  [[nodiscard]] std::vector<Bytes> cut(ByteView octets) const;
};

/// The error says what can be written instead.
[[nodiscard]] Result<Pieces, std::string> parse_pieces(std::string_view text);

}  // namespace assay::conformance::language
