#pragma once
// Drives one machine over a network: holds a TLS channel for each connection, translates what the network brings into the machine's
// inputs and the machine's actions into calls of the network, and keeps the order of a turn (reference/base/machine.hpp).
//
// The host calls opened() ... timer() for all that one loop turn brought and then end_turn() once. end_turn() ends the machine's turn
// and drains its actions completely; where actions have consequences of their own (Abort makes a Closed{Local}) further turns follow
// inside it. Calls about a connection that the driver does not know (any more) are ignored: a network need not know what raced.
//
// Sent counts plaintext: the driver cuts what the machine sends into pieces of at most 16 KiB, remembers behind which octet of the
// network each piece ends, and reports a piece when its last octet left. Handshake octets count for nothing.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "reference/base/machine.hpp"
#include "reference/base/now.hpp"
#include "reference/base/queue.hpp"
#include "reference/base/random_source.hpp"
#include "reference/host/network.hpp"
#include "reference/tls/channel.hpp"
#include "reference/tls/context.hpp"

namespace assay::host {

/// A Secure whose side is missing here ends in Closed{TlsFailed}.
struct TlsContexts {
  std::optional<tls::Context> server;
  std::optional<tls::Context> client;
};

/// How long a connection that is over for its machine may stay for the network: after a failed handshake (so that the alert arrives)
/// and after close_notify went both ways.
inline constexpr Duration kLinger = std::chrono::seconds{2};

class Driver {
 public:
  /// All three must outlive the driver. `random` feeds TLS alone.
  Driver(Machine& machine, Network& network, RandomSource& random, TlsContexts tls);

  /// For handshakes that begin from now on.
  void set_tls(TlsContexts tls) { tls_ = std::move(tls); }

  /// `listener` is the host's name for it; empty when a Connect of the machine succeeded.
  void opened(Conn conn, const Endpoint& peer, std::string listener, const Now& now);
  void received(Conn conn, ByteView octets, const Now& now);
  /// Octets of write() that left, counted on the network's side.
  void sent(Conn conn, std::size_t octets, const Now& now);
  void peer_finished(Conn conn, const Now& now);
  void closed(Conn conn, CloseReason reason, std::string detail, const Now& now);
  /// A deadline that next_deadline() announced has come; early calls do no harm.
  void timer(const Now& now);
  void end_turn(const Now& now);

  [[nodiscard]] std::optional<Instant> next_deadline() const;
  /// Connections that the machine has not been told to be closed.
  [[nodiscard]] std::size_t connections() const;

 private:
  struct Mark {
    std::uint64_t network_octets;
    std::uint64_t plaintext_octets;
  };
  struct Connection {
    tls::Channel channel;
    Queue<Mark> marks;
    std::uint64_t network_written = 0;
    std::uint64_t network_sent = 0;
    std::uint64_t plaintext_reported = 0;
    Bytes early_octets;
    bool early_end = false;
    bool is_open = false;  // opened() came
    bool opening = false;  // until its first turn is drained octets wait: the answer to Opened may be Secure
    bool secure_asked = false;
    bool handshaking = false;
    bool finish_asked = false;
    bool finish_passed_on = false;
    bool peer_finished = false;
    std::optional<Instant> lingers_until;
    bool over = false;  // the machine has its Closed; the network has not reported it yet
  };

  void perform(const Action& action, const Now& now);
  void perform_connect(const Connect& action);
  void perform_send(const Send& action);
  void write_around(Conn conn, Connection& connection, const Bytes& octets);
  void perform_secure(const Secure& action, const Now& now);
  void perform_finish(const Finish& action, const Now& now);
  void perform_abort(Conn conn);
  bool settle(const Now& now);
  bool feed_early(Conn conn, const Now& now);
  bool pass_events(Conn conn, Connection& connection, const Now& now);
  void pass_output(Conn conn, Connection& connection, const Now& now);
  void take_output(Connection& connection, Bytes& octets);
  void end_for_machine(Conn conn, Connection& connection, const Closed& closed, const Now& now);
  void linger_if_ended(Conn conn, Connection& connection, const Now& now);
  void stop_lingering(const Now& now);
  void erase(Conn conn);
  Connection* find(Conn conn);

  Machine& machine_;
  Network& network_;
  RandomSource& random_;
  TlsContexts tls_;
  std::unordered_map<Conn, Connection> connections_;  // never iterated
  std::size_t over_ = 0;  // of connections_
  std::set<std::pair<Instant, Conn>> lingering_;
  // What a drain leaves for the turn after it: the machine must not be handed inputs while its actions are drained.
  std::vector<Conn> opening_;
  std::vector<Conn> touched_;                  // by an action: their channels may have events
  std::vector<std::pair<Conn, Closed>> owed_;  // Closed events that actions made
};

}  // namespace assay::host
