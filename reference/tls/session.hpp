#pragma once
// One TLS connection: OpenSSL on a wire of two strings, and behind a server's handshake of TLS 1.3 its records alone. Of this room alone; Channel decides when what is called.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/tls/context.hpp"
#include "reference/tls/openssl_types.hpp"
#include "reference/tls/progress.hpp"
#include "reference/tls/records.hpp"
#include "reference/tls/wire_bio.hpp"

namespace assay::tls {

class Session {
 public:
  /// `random` must outlive the session.
  Session(const Context& context, std::string_view server_name, RandomSource& random);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void judge_certificates_at(WallTime time);
  /// What is not read yet must be used up: call handshake() or read() until they want input. The octets must live until then.
  void feed(ByteView octets);
  [[nodiscard]] Bytes take_output();

  [[nodiscard]] Progress handshake();
  /// Appends one record's plaintext to `plaintext`.
  [[nodiscard]] Progress read(Bytes& plaintext);
  /// After the handshake. False if the session is broken.
  [[nodiscard]] bool write(ByteView plaintext);
  void close_notify();

  /// When the handshake is done, and before settle().
  [[nodiscard]] TlsFacts facts() const;
  /// When the handshake is done: lets go of what only a handshake needs.
  void settle();
  /// Why the last call failed, in OpenSSL's words.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// The peer's alert, if that was why.
  [[nodiscard]] std::optional<std::uint8_t> peer_alert() const { return peer_alert_; }

 private:
  void expect_name(std::string_view server_name, bool verifies);
  Progress progress(int answer);
  [[nodiscard]] Progress read_record(Bytes& plaintext);

  RandomSource& random_;
  Wire wire_;
  std::unique_ptr<TrafficSecrets> secrets_;  // of a server, until it settles
  SslPtr ssl_;                               // nothing once there are records
  std::optional<Records> records_;
  std::string failure_;
  std::optional<std::uint8_t> peer_alert_;
};

}  // namespace assay::tls
