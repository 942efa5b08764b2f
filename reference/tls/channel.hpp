#pragma once
// One connection's octets as a machine: plaintext until secure(), TLS after it. Octets from the network go in through receive(), what
// the other end says comes out of next_event(), octets for the network come out of take_output(). It reads no socket and no clock.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "reference/base/machine.hpp"
#include "reference/base/now.hpp"
#include "reference/base/queue.hpp"
#include "reference/base/random_source.hpp"
#include "reference/tls/context.hpp"

namespace assay::tls {

class Session;

/// What a peer may send before the handshake is complete. The largest honest handshakes (RSA chains of four) stay under a third of it.
inline constexpr std::size_t kHandshakeOctets = 65'536;

class Channel {
 public:
  Channel();
  Channel(Channel&&) noexcept;
  Channel& operator=(Channel&&) noexcept;
  ~Channel();

  /// Starts TLS on what follows, in both directions; at most once. `context` must be of that side. A client sends `server_name` as SNI
  /// (unless it is an IP address) and demands that the certificate carries it. With the same octets from `random`, Ed25519 certificates
  /// and TLS 1.3 the same handshake comes out. `random` must outlive the channel. Octets sent before stay in front, in the clear.
  void secure(const Context& context, TlsSide side, std::string_view server_name, RandomSource& random, const Now& now);

  /// Octets from the network, in order, split in any way. Certificates are judged at `now.wall`. Ignored after a failure.
  void receive(ByteView octets, const Now& now);
  /// The network will bring no more octets (TCP FIN). On TLS that is a truncation unless close_notify came before.
  void receive_end();
  /// During a handshake plaintext waits and leaves after it. Ignored after finish() or a failure.
  void send(ByteView plaintext);
  /// We send no more: close_notify after what waits; nothing at all on plaintext.
  void finish();

  /// In order: Received, Secured, PeerFinished, Closed{TlsFailed}; after that one nothing. A Received's view is valid until the next call
  /// of any function of this channel that is not const.
  [[nodiscard]] std::optional<Event> next_event();
  /// Octets for the network since the last call, alerts included: to be sent even after a failure.
  [[nodiscard]] Bytes take_output();

  [[nodiscard]] bool is_secured() const;  ///< the handshake is complete and nothing failed
  [[nodiscard]] bool has_failed() const { return failed_; }
  /// Plaintext octets given to send() that are in the output taken or waiting to be taken: not those that wait for a handshake. Their
  /// growth against take_output() is what maps octets that left the host to octets that were sent.
  [[nodiscard]] std::uint64_t plaintext_written() const { return plaintext_written_; }

 private:
  void receive_secured(ByteView octets, const Now& now);
  void continue_handshake();
  void read_records();
  void write_records(ByteView plaintext);
  void take_session_output();
  void fail(std::string detail);

  struct Pending {
    Event event;
    Bytes octets;  // of a Received
  };

  std::unique_ptr<Session> session_;
  Queue<Pending> events_;
  Pending current_;  // what next_event() answered last
  Bytes output_;
  Bytes waiting_;  // plaintext given to send() during the handshake
  std::size_t handshake_octets_ = 0;
  std::uint64_t plaintext_written_ = 0;
  bool established_ = false;
  bool finishing_ = false;  // finish() was called
  bool peer_finished_ = false;
  bool failed_ = false;
};

}  // namespace assay::tls
