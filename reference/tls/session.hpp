#pragma once
// One TLS connection of OpenSSL between two memory BIOs. Of this room alone; Channel decides when what is called.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/tls/context.hpp"
#include "reference/tls/openssl_types.hpp"

namespace assay::tls {

enum class Progress {
  Done,        ///< read(): something was read, perhaps there is more
  NeedsInput,  ///< all octets fed so far are used up
  PeerClosed,  ///< close_notify came
  Failed,      ///< failure() says why
};

class Session {
 public:
  /// `random` must outlive the session.
  Session(const Context& context, std::string_view server_name, RandomSource& random);

  void judge_certificates_at(WallTime time);
  void feed(ByteView octets);
  [[nodiscard]] Bytes take_output();

  [[nodiscard]] Progress handshake();
  /// Appends one record's plaintext to `plaintext`.
  [[nodiscard]] Progress read(Bytes& plaintext);
  /// After the handshake. False if the session is broken.
  [[nodiscard]] bool write(ByteView plaintext);
  void close_notify();

  /// After the handshake.
  [[nodiscard]] TlsFacts facts() const;
  /// Why the last call failed, in OpenSSL's words.
  [[nodiscard]] const std::string& failure() const { return failure_; }
  /// The peer's alert, if that was why.
  [[nodiscard]] std::optional<std::uint8_t> peer_alert() const { return peer_alert_; }

 private:
  void expect_name(std::string_view server_name, bool verifies);
  Progress progress(int answer);

  RandomSource& random_;
  SslPtr ssl_;
  BIO* in_ = nullptr;   // owned by ssl_
  BIO* out_ = nullptr;  // owned by ssl_
  std::string failure_;
  std::optional<std::uint8_t> peer_alert_;
};

}  // namespace assay::tls
