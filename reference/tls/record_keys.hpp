#pragma once
// The protection of one direction's records in TLS 1.3 (RFC 8446 sections 5.2 to 5.5, 7.2 and 7.3). Of this room alone.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/tls/openssl_types.hpp"
#include "reference/tls/traffic_secrets.hpp"

namespace assay::tls {

/// RFC 8446 appendix B.4.
enum class Suite : std::uint16_t { Aes128GcmSha256 = 0x1301, Aes256GcmSha384 = 0x1302, ChaCha20Poly1305Sha256 = 0x1303 };

/// What a finished handshake has chosen; nothing if that is none of TLS 1.3.
[[nodiscard]] std::optional<Suite> suite_of(const SSL* ssl);

/// RFC 8446 appendix B.1.
enum class ContentType : std::uint8_t { Alert = 21, Handshake = 22, ApplicationData = 23 };

inline constexpr std::size_t kRecordHeader = 5;         // octets in front of a record
inline constexpr std::size_t kRecordPlaintext = 16'384;  // section 5.1
inline constexpr std::size_t kRecordTag = 16;           // of all suites

class RecordKeys {
 public:
  RecordKeys(Suite suite, const TrafficSecret& secret);
  RecordKeys(const RecordKeys&) = delete;
  RecordKeys& operator=(const RecordKeys&) = delete;
  ~RecordKeys();

  /// Appends a record to `out`. `content` has at most kRecordPlaintext octets.
  void seal(ContentType type, ByteView content, Bytes& out);
  /// Appends a record's inner plaintext (content, type and padding) to `inner`, which stays as it was if the record is forged. `record` begins
  /// with its header.
  [[nodiscard]] bool open(ByteView record, Bytes& inner);
  /// Goes on to the next generation of keys (section 7.2).
  void advance();
  /// That were sealed or opened under these keys.
  [[nodiscard]] std::uint64_t records() const { return sequence_; }

 private:
  void derive();
  [[nodiscard]] std::array<unsigned char, 12> nonce() const;

  Suite suite_;
  TrafficSecret secret_;
  std::array<unsigned char, 32> key_{};  // of AES-128 the first half
  std::array<unsigned char, 12> iv_{};
  std::uint64_t sequence_ = 0;
};

}  // namespace assay::tls
