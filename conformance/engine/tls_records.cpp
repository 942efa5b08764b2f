#include "conformance/engine/tls_records.hpp"

#include <fmt/core.h>

#include "conformance/language/tls_alerts.hpp"

namespace assay::conformance::engine {

namespace {

constexpr std::size_t kHeader = 5;
constexpr std::uint8_t kAlert = 21;
constexpr std::uint8_t kHandshake = 22;

std::uint8_t octet(const Bytes& octets, std::size_t at) { return static_cast<std::uint8_t>(octets[at]); }

std::string message_name(std::uint8_t type) {
  switch (type) {
    case 1: return "client_hello";
    case 2: return "server_hello";
    case 11: return "certificate";
    case 12: return "server_key_exchange";
    case 14: return "server_hello_done";
    default: return fmt::format("message {}", type);
  }
}

}  // namespace

std::optional<std::uint8_t> TlsRecord::alert() const {
  if (type != kAlert || payload.size() != 2) return std::nullopt;
  return octet(payload, 1);
}

std::string described_alert(std::uint8_t number) { return fmt::format("the TLS alert {} ({})", language::tls_alert_name(number), number); }

std::string describe(const TlsRecord& record) {
  if (const auto number = record.alert()) return described_alert(*number);
  if (record.type == kHandshake && !record.payload.empty()) {
    return fmt::format("a TLS handshake record ({})", message_name(octet(record.payload, 0)));
  }
  return fmt::format("a TLS record of type {}", record.type);
}

bool TlsRecordReader::begins(ByteView octets) { return !octets.empty() && octets[0] >= '\x14' && octets[0] <= '\x18'; }

void TlsRecordReader::feed(ByteView octets) {
  has_begun_ = true;
  octets_ += octets;
}

std::optional<TlsRecord> TlsRecordReader::next() {
  if (octets_.size() < kHeader) return std::nullopt;
  const std::size_t size = std::size_t{octet(octets_, 3)} << 8U | octet(octets_, 4);
  if (octets_.size() < kHeader + size) return std::nullopt;
  TlsRecord record{octet(octets_, 0), octets_.substr(kHeader, size), false};
  octets_.erase(0, kHeader + size);
  return record;
}

}  // namespace assay::conformance::engine
