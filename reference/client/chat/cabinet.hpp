#pragma once
// The files of whoever sits at the terminal: the chat is pure text, and the disk is its host's.

#include <cstddef>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/base/result.hpp"

namespace assay::chat {

class Cabinet {
 public:
  Cabinet() = default;
  Cabinet(const Cabinet&) = delete;
  Cabinet& operator=(const Cabinet&) = delete;
  virtual ~Cabinet() = default;

  /// The whole file, of `most` octets at most. The error is one sentence without an end.
  [[nodiscard]] virtual Result<Bytes, std::string> read(const std::string& path, std::size_t most) = 0;
  /// Writes a new file there, or beside it under a name that is free ("a (2).png"): nothing is written over. Its path.
  [[nodiscard]] virtual Result<std::string, std::string> keep(const std::string& path, ByteView octets) = 0;
};

/// "picture.png" the `n`th time: itself, then "picture (2).png".
[[nodiscard]] std::string numbered(const std::string& path, unsigned n);
/// So many names are tried.
inline constexpr unsigned kNames = 1'000;

}  // namespace assay::chat
