#pragma once
// The secrets that a TLS 1.3 handshake ends with: of both directions' application data (RFC 8446 section 7.1). Of this room alone.

#include <array>
#include <cstddef>

#include "reference/base/bytes.hpp"
#include "reference/tls/openssl_types.hpp"

namespace assay::tls {

/// Wiped when it goes.
class TrafficSecret {
 public:
  TrafficSecret() = default;
  TrafficSecret(const TrafficSecret&) = default;
  TrafficSecret& operator=(const TrafficSecret&) = default;
  ~TrafficSecret();

  /// As long as the suite's hash, at most that of SHA-384.
  void set(ByteView octets);
  [[nodiscard]] ByteView octets() const { return {octets_.data(), size_}; }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  std::array<char, 48> octets_{};
  std::size_t size_ = 0;
};

struct TrafficSecrets {
  TrafficSecret client;  ///< of what the client writes
  TrafficSecret server;
};

/// Lets note_secrets() work for handshakes of this context.
void watch_secrets(SSL_CTX* context);
/// Both stand in `secrets` once a handshake of TLS 1.3 is complete; of TLS 1.2 there are none. `secrets` must outlive the handshake.
void note_secrets(SSL* ssl, TrafficSecrets& secrets);

}  // namespace assay::tls
