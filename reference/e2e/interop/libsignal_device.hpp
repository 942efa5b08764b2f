#pragma once
// A device of libsignal-protocol-c with pairwise sessions, its stores in memory: what ratios are measured against.

#include <cstdint>
#include <map>
#include <memory>

#include "reference/base/bytes.hpp"
#include "reference/base/random_source.hpp"

struct signal_context;
struct signal_protocol_store_context;
struct session_pre_key_bundle;

namespace assay::e2e::interop {

class LibsignalDevice {
 public:
  explicit LibsignalDevice(RandomSource& random);
  ~LibsignalDevice();
  LibsignalDevice(const LibsignalDevice&) = delete;
  LibsignalDevice& operator=(const LibsignalDevice&) = delete;

  struct BundleFreed {
    void operator()(session_pre_key_bundle* bundle) const;
  };
  using Bundle = std::unique_ptr<session_pre_key_bundle, BundleFreed>;
  /// With a new one-time prekey.
  [[nodiscard]] Bundle bundle();
  void begin(session_pre_key_bundle* bundle);
  void forget_session() { sessions_.clear(); }

  struct Message {
    bool is_key_exchange = false;
    Bytes octets;
  };
  [[nodiscard]] Message encrypt(ByteView plaintext);
  [[nodiscard]] Bytes decrypt(const Message& message);

  struct Stores {
    std::map<std::uint32_t, Bytes> prekeys;
    std::map<std::uint32_t, Bytes> signed_prekeys;
    Bytes identity_public;
    Bytes identity_private;
  };

 private:
  signal_context* context_ = nullptr;
  signal_protocol_store_context* context_of_stores_ = nullptr;
  Stores stores_;
  std::map<Bytes, Bytes> sessions_;
  std::uint32_t next_prekey_ = 1;
  Bytes signed_prekey_public_;
  Bytes signed_prekey_signature_;
};

}  // namespace assay::e2e::interop
