#pragma once
// TLS records that reach an actor that speaks no TLS on its connection: the answers to what a bare socket sent as octets (RFC 8446
// section 5.1). XML never begins with one of their types.

#include <optional>
#include <string>

#include "reference/base/bytes.hpp"

namespace assay::conformance::engine {

struct TlsRecord {
  std::uint8_t type = 0;
  Bytes payload;  ///< at most 2^14 + 256 octets
  bool expected = false;

  /// The number of the alert, if it is one in the clear.
  [[nodiscard]] std::optional<std::uint8_t> alert() const;
};

/// "the TLS alert no_application_protocol (120)"
[[nodiscard]] std::string described_alert(std::uint8_t number);
/// "the TLS alert ...", "a TLS handshake record (server_hello)", "a TLS record of type 23"
[[nodiscard]] std::string describe(const TlsRecord& record);

class TlsRecordReader {
 public:
  /// Whether octets that begin so are records.
  [[nodiscard]] static bool begins(ByteView octets);
  [[nodiscard]] bool has_begun() const { return has_begun_; }

  void feed(ByteView octets);
  [[nodiscard]] std::optional<TlsRecord> next();

 private:
  Bytes octets_;
  bool has_begun_ = false;
};

}  // namespace assay::conformance::engine
