#pragma once
// libsignal-protocol-c with its stores in memory and its primitives from reference/crypto, for tests and ratios. GPL: linked into programs
// that are never installed, and into nothing else.

#include <string>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"

struct signal_context;
struct signal_protocol_store_context;

namespace assay::e2e::interop {

/// One device of libsignal's in one group.
class LibsignalGroup {
 public:
  explicit LibsignalGroup(RandomSource& random);
  ~LibsignalGroup();
  LibsignalGroup(const LibsignalGroup&) = delete;
  LibsignalGroup& operator=(const LibsignalGroup&) = delete;

  /// As a sender: its SenderKeyDistributionMessage.
  [[nodiscard]] Bytes distribution();
  [[nodiscard]] Bytes encrypt(ByteView plaintext);
  /// As a receiver. False if it refuses.
  [[nodiscard]] bool add(ByteView distribution);
  /// The plaintext, or "error N".
  [[nodiscard]] std::string decrypt(ByteView message);

 private:
  signal_context* context_ = nullptr;
  signal_protocol_store_context* stores_ = nullptr;
  Bytes record_;
};

}  // namespace assay::e2e::interop
