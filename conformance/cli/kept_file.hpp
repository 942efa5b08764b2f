#pragma once
// A file that `assay chat` writes anew whenever what it holds has changed, for its owner alone. While it cannot be written the user is told,
// once, and with every turn it is tried again.

#include <string>
#include <utility>

#include "reference/base/bytes.hpp"

namespace assay::conformance::cli {

class KeptFile {
 public:
  explicit KeptFile(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] const std::string& path() const { return path_; }
  /// Whole or not at all.
  void write(ByteView contents);
  /// False if what was to be written last is not there.
  [[nodiscard]] bool is_written() const { return written_; }
  /// Gone, if it was there.
  void erase();

 private:
  std::string path_;
  bool written_ = true;
};

}  // namespace assay::conformance::cli
