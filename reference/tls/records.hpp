#pragma once
// What is left of a TLS 1.3 connection when a server's handshake is complete (RFC 8446): records of both directions, alerts, and updates of
// keys. An SSL object keeps some 15 KiB for as long as the connection lives; this takes 300 octets. Of this room alone.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "reference/base/bytes.hpp"
#include "reference/tls/progress.hpp"
#include "reference/tls/record_keys.hpp"
#include "reference/tls/traffic_secrets.hpp"
#include "reference/tls/wire_bio.hpp"

namespace assay::tls {

class Records {
 public:
  /// `wire` stands behind the client's Finished and must outlive this.
  Records(Suite suite, const TrafficSecrets& secrets, Wire& wire);

  /// Takes one record off the wire and appends its application data to `plaintext`. After PeerClosed or Failed not again.
  [[nodiscard]] Progress read(Bytes& plaintext);
  void write(ByteView plaintext);
  void close_notify();

  /// Why read() failed. The alert that tells the peer is on the wire by then.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// The peer's alert, if that was why.
  [[nodiscard]] std::optional<std::uint8_t> peer_alert() const { return peer_alert_; }

 private:
  [[nodiscard]] Progress take(ByteView record, Bytes& plaintext);
  [[nodiscard]] Progress take_alert(ByteView content);
  [[nodiscard]] Progress take_handshake(ByteView content);
  Progress fail(std::uint8_t alert, const char* why);
  void update_keys();

  Wire& wire_;
  RecordKeys reading_;  // of the client
  RecordKeys writing_;  // ours
  Bytes part_;          // of a record that has not come whole
  bool owes_update_ = false;
  std::string failure_;
  std::optional<std::uint8_t> peer_alert_;
};

}  // namespace assay::tls
