#pragma once
// SHA-256 of octets that come piece by piece, so that a file needs no memory of its size.

#include <memory>

#include "reference/base/bytes.hpp"

namespace assay::crypto {

class Sha256Stream {
 public:
  Sha256Stream();
  void add(ByteView octets);
  /// 32 octets. Nothing can be added any more.
  [[nodiscard]] Bytes finish();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  std::unique_ptr<void, Free> context_;  // OpenSSL's
};

}  // namespace assay::crypto
