#pragma once
// The one interface of everything that decides: server, client, relay, scenario engine.
//
// A machine is a plain state machine over any number of connections. Inputs go in through handle() and timer(), actions come out through
// next_action(). It holds no socket, clock, random source of its own, thread or disk. TLS, TCP and time lie in the host below it
// (reference/host), over Asio (reference/net) or virtual time (sim/world).
//
// The order of calls is a turn:
//
//     handle() / timer()   any number of times: all that one loop turn brought
//     end_turn()           once: the machine makes the turn durable (the server commits its transaction here)
//     next_action()        until it answers nothing: mutate once, then drain completely
//     next_deadline()      when to call timer() next
//
// So nothing that a turn decided can be seen outside before it is durable.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "reference/base/bytes.hpp"
#include "reference/base/now.hpp"

namespace assay {

/// A connection, named by a number that is never used again by the same host. Accepted ones are named by the host, counting from 1;
/// those that the machine asks for are named by the machine through outbound().
enum class Conn : std::uint64_t {};

[[nodiscard]] constexpr Conn outbound(std::uint64_t number) { return Conn{std::uint64_t{1} << 63U | number}; }
[[nodiscard]] constexpr bool is_outbound(Conn conn) { return (static_cast<std::uint64_t>(conn) >> 63U) != 0; }

/// Where a connection goes to or comes from. `host` is an IP address (live) or the name of a node (simulator).
struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
  friend bool operator==(const Endpoint&, const Endpoint&) = default;
};

enum class TlsSide { Client, Server };

/// What a TLS handshake established. Octet fields are empty where they do not exist.
struct TlsFacts {
  std::string version;     ///< "TLSv1.3" or "TLSv1.2"
  std::string cipher;      ///< IANA name
  Bytes exporter;          ///< RFC 9266 tls-exporter: 32 octets
  Bytes server_end_point;  ///< RFC 5929 tls-server-end-point: hash of the server's certificate
  Bytes unique;            ///< RFC 5929 tls-unique: TLS 1.2 only
  Bytes peer_certificate;  ///< DER
};

enum class CloseReason {
  Finished,   ///< both sides closed in order
  Reset,      ///< the connection was cut
  Refused,    ///< our Connect found nobody
  TlsFailed,  ///< the handshake or a record failed; `detail` says how
  Local,      ///< we aborted it
};

// --- inputs -----------------------------------------------------------------------------------------------------------------------

struct Opened {
  Endpoint peer;
  std::string listener;  ///< the host's name of the listener ("c2s", "c2s-tls"); empty for an outbound connection
};
/// Octets from the peer, decrypted if the connection is secured. The view is valid during the call only.
struct Received {
  ByteView bytes;
};
/// So many octets of those given to Send have left this host. Their sum never exceeds what was sent.
struct Sent {
  std::size_t bytes = 0;
};
struct Secured {
  TlsFacts facts;
};
/// The peer will send no more (TCP FIN or TLS close_notify); we still can.
struct PeerFinished {};
/// Nothing more will come of this connection and nothing can be sent on it.
struct Closed {
  CloseReason reason = CloseReason::Finished;
  std::string detail;
  /// TlsFailed: the fatal alert that the peer sent (RFC 8446 section 6.2), if it was one that ended the connection.
  std::optional<std::uint8_t> alert = {};
};

using Event = std::variant<Opened, Received, Sent, Secured, PeerFinished, Closed>;

// --- actions ----------------------------------------------------------------------------------------------------------------------

struct Connect {
  Conn conn;
  Endpoint to;
};
struct Send {
  Conn conn;
  Bytes bytes;
  bool outside_tls = false;  ///< as they are, even on a secured connection: for whoever plays a broken peer
};
/// Starts TLS: octets given to Send before it leave in the clear, all later ones (both ways) are TLS.
struct Secure {
  Conn conn;
  TlsSide side;
  std::string server_name;  ///< SNI, for TlsSide::Client
};
/// Sends what is pending, then says that we send no more; reading goes on until the peer finishes too. Then Closed{Finished} comes.
struct Finish {
  Conn conn;
};
/// Cuts the connection at once. Closed{Local} comes.
struct Abort {
  Conn conn;
};
struct PauseReading {
  Conn conn;
};
struct ResumeReading {
  Conn conn;
};

using Action = std::variant<Connect, Send, Secure, Finish, Abort, PauseReading, ResumeReading>;

[[nodiscard]] Conn connection_of(const Action& action);

class Machine {
 public:
  Machine() = default;
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  virtual ~Machine() = default;

  virtual void handle(Conn conn, const Event& event, const Now& now) = 0;
  /// A deadline that next_deadline() announced has come. Calling it early does no harm.
  virtual void timer(const Now& now) = 0;
  virtual void end_turn(const Now& now) = 0;
  [[nodiscard]] virtual std::optional<Action> next_action() = 0;
  [[nodiscard]] virtual std::optional<Instant> next_deadline() const = 0;
};

/// Lets a visitor be written as a list of lambdas: std::visit(overloaded{...}, event).
template <class... F>
struct overloaded : F... {
  using F::operator()...;
};
template <class... F>
overloaded(F...) -> overloaded<F...>;

}  // namespace assay
