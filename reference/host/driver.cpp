#include "reference/host/driver.hpp"

#include <algorithm>

namespace assay::host {
namespace {

constexpr std::size_t kPiece = 16'384;  // one TLS record

}  // namespace

Driver::Driver(Machine& machine, Network& network, RandomSource& random, TlsContexts tls)
    : machine_(machine), network_(network), random_(random), tls_(std::move(tls)) {}

std::size_t Driver::connections() const { return connections_.size() - over_; }

// A connection that its machine still has.
Driver::Connection* Driver::find(Conn conn) {
  const auto found = connections_.find(conn);
  return found == connections_.end() || found->second.over ? nullptr : &found->second;
}

// --- what the network brings --------------------------------------------------------------------------------------------------------

void Driver::opened(Conn conn, const Endpoint& peer, std::string listener, const Now& now) {
  // An outbound connection is known since its Connect; if it is not any more, it was aborted meanwhile.
  if (is_outbound(conn) && find(conn) == nullptr) return;
  Connection& connection = connections_[conn];
  connection.is_open = true;
  connection.opening = true;
  opening_.push_back(conn);
  machine_.handle(conn, Opened{peer, std::move(listener)}, now);
  pass_output(conn, connection, now);
}

void Driver::received(Conn conn, ByteView octets, const Now& now) {
  Connection* connection = find(conn);
  if (connection == nullptr) return;
  if (connection->opening) {
    connection->early_octets.append(octets);
    return;
  }
  connection->channel.receive(octets, now);
  pass_events(conn, *connection, now);
  pass_output(conn, *connection, now);
}

void Driver::sent(Conn conn, std::size_t octets, const Now& now) {
  Connection* connection = find(conn);
  if (connection == nullptr) return;
  connection->network_sent += octets;
  linger_if_ended(conn, *connection, now);
  std::uint64_t plaintext = connection->plaintext_reported;
  auto& marks = connection->marks;
  while (!marks.empty() && marks.front().network_octets <= connection->network_sent) {
    plaintext = marks.take().plaintext_octets;
  }
  const std::uint64_t progress = plaintext - connection->plaintext_reported;
  if (progress == 0) return;
  connection->plaintext_reported = plaintext;
  machine_.handle(conn, Sent{static_cast<std::size_t>(progress)}, now);
}

void Driver::peer_finished(Conn conn, const Now& now) {
  Connection* connection = find(conn);
  if (connection == nullptr) return;
  if (connection->opening) {
    connection->early_end = true;
    return;
  }
  connection->channel.receive_end();
  pass_events(conn, *connection, now);
  pass_output(conn, *connection, now);
}

void Driver::closed(Conn conn, CloseReason reason, std::string detail, const Now& now) {
  const bool machine_has_it = find(conn) != nullptr;
  erase(conn);
  if (machine_has_it) machine_.handle(conn, Closed{reason, std::move(detail)}, now);
}

void Driver::timer(const Now& now) {
  stop_lingering(now);
  machine_.timer(now);
}

std::optional<Instant> Driver::next_deadline() const {
  std::optional<Instant> deadline = machine_.next_deadline();
  if (lingering_.empty()) return deadline;
  const Instant lingering = lingering_.begin()->first;
  return deadline ? std::min(*deadline, lingering) : lingering;
}

// --- the turn -----------------------------------------------------------------------------------------------------------------------

void Driver::end_turn(const Now& now) {
  do {
    machine_.end_turn(now);
    while (const auto action = machine_.next_action()) perform(*action, now);
  } while (settle(now));
}

// Hands the machine what the drain left. True if there was anything, so that another turn must end.
bool Driver::settle(const Now& now) {
  bool any = false;
  for (const auto& [conn, closed] : std::exchange(owed_, {})) {
    any = true;
    if (Connection* connection = find(conn)) {
      end_for_machine(conn, *connection, closed, now);
    } else {
      machine_.handle(conn, closed, now);
    }
  }
  for (const Conn conn : std::exchange(touched_, {})) {
    if (Connection* connection = find(conn)) any |= pass_events(conn, *connection, now);
  }
  for (const Conn conn : std::exchange(opening_, {})) any |= feed_early(conn, now);
  return any;
}

bool Driver::feed_early(Conn conn, const Now& now) {
  Connection* connection = find(conn);
  if (connection == nullptr) return false;
  connection->opening = false;
  connection->channel.receive(std::exchange(connection->early_octets, {}), now);
  if (connection->early_end) connection->channel.receive_end();
  const bool any = pass_events(conn, *connection, now);
  pass_output(conn, *connection, now);
  return any;
}

// --- what the machine wants ---------------------------------------------------------------------------------------------------------

void Driver::perform(const Action& action, const Now& now) {
  std::visit(overloaded{
                 [&](const Connect& a) { perform_connect(a); },
                 [&](const Send& a) { perform_send(a); },
                 [&](const Secure& a) { perform_secure(a, now); },
                 [&](const Finish& a) { perform_finish(a, now); },
                 [&](const Abort& a) { perform_abort(a.conn); },
                 [&](const PauseReading& a) {
                   if (find(a.conn) != nullptr) network_.pause(a.conn);
                 },
                 [&](const ResumeReading& a) {
                   if (find(a.conn) != nullptr) network_.resume(a.conn);
                 },
             },
             action);
}

void Driver::perform_connect(const Connect& action) {
  connections_.try_emplace(action.conn);
  network_.connect(action.conn, action.to);
}

void Driver::perform_send(const Send& action) {
  Connection* connection = find(action.conn);
  if (connection == nullptr) return;
  if (action.outside_tls) return write_around(action.conn, *connection, action.bytes);
  Bytes octets;
  for (std::size_t at = 0; at < action.bytes.size(); at += kPiece) {
    connection->channel.send(ByteView(action.bytes).substr(at, kPiece));
    if (connection->is_open) take_output(*connection, octets);
  }
  if (!octets.empty()) network_.write(action.conn, std::move(octets));
  touched_.push_back(action.conn);
}

void Driver::write_around(Conn conn, Connection& connection, const Bytes& octets) {
  if (!connection.is_open || octets.empty()) return;
  connection.network_written += octets.size();
  network_.write(conn, octets);
}

void Driver::perform_secure(const Secure& action, const Now& now) {
  Connection* connection = find(action.conn);
  if (connection == nullptr) return;
  const std::optional<tls::Context>& context = action.side == TlsSide::Server ? tls_.server : tls_.client;
  if (!context || connection->secure_asked) {
    owed_.emplace_back(action.conn, Closed{CloseReason::TlsFailed, context ? "handshake: asked for twice" : "handshake: no TLS is set up"});
    return;
  }
  connection->secure_asked = true;
  connection->handshaking = true;
  connection->channel.secure(*context, action.side, action.server_name, random_, now);
  pass_output(action.conn, *connection, now);
  touched_.push_back(action.conn);
}

void Driver::perform_finish(const Finish& action, const Now& now) {
  Connection* connection = find(action.conn);
  if (connection == nullptr || connection->finish_asked) return;
  connection->finish_asked = true;
  connection->channel.finish();
  pass_output(action.conn, *connection, now);
  touched_.push_back(action.conn);
}

void Driver::perform_abort(Conn conn) {
  if (find(conn) == nullptr) return;
  network_.abort(conn);
  erase(conn);
  owed_.emplace_back(conn, Closed{CloseReason::Local, {}});
}

// --- between channel, machine and network -------------------------------------------------------------------------------------------

bool Driver::pass_events(Conn conn, Connection& connection, const Now& now) {
  bool any = false;
  while (const auto event = connection.channel.next_event()) {
    any = true;
    if (const auto* closed = std::get_if<Closed>(&*event)) {
      end_for_machine(conn, connection, *closed, now);
      break;
    }
    if (std::holds_alternative<Secured>(*event)) connection.handshaking = false;
    if (std::holds_alternative<PeerFinished>(*event)) connection.peer_finished = true;
    machine_.handle(conn, *event, now);
  }
  return any;
}

void Driver::take_output(Connection& connection, Bytes& octets) {
  Bytes output = connection.channel.take_output();
  connection.network_written += output.size();
  octets.empty() ? void(octets = std::move(output)) : void(octets += output);
  const std::uint64_t plaintext = connection.channel.plaintext_written();
  const std::uint64_t marked = connection.marks.empty() ? connection.plaintext_reported : connection.marks.back().plaintext_octets;
  if (plaintext > marked) connection.marks.push({connection.network_written, plaintext});
}

void Driver::pass_output(Conn conn, Connection& connection, const Now& now) {
  if (!connection.is_open) return;
  Bytes octets;
  take_output(connection, octets);
  if (!octets.empty()) network_.write(conn, std::move(octets));
  const bool may_finish = (connection.finish_asked && !connection.handshaking) || connection.over;
  if (may_finish && !connection.finish_passed_on) {
    connection.finish_passed_on = true;
    network_.finish(conn);
  }
  linger_if_ended(conn, connection, now);
}

// TLS failed: the machine is told at once, the network gets the time to carry the alert.
void Driver::end_for_machine(Conn conn, Connection& connection, const Closed& closed, const Now& now) {
  connection.over = true;
  ++over_;
  pass_output(conn, connection, now);
  machine_.handle(conn, closed, now);
}

// TLS failed, or both its streams have ended in order and all of ours left: the peer's FIN is a formality that is not waited for long.
void Driver::linger_if_ended(Conn conn, Connection& connection, const Now& now) {
  const bool all_left = connection.network_sent == connection.network_written;
  const bool ended = connection.secure_asked && connection.finish_passed_on && connection.peer_finished && all_left;
  if (connection.lingers_until || !(connection.over || ended)) return;
  connection.lingers_until = now.monotonic + kLinger;
  lingering_.emplace(*connection.lingers_until, conn);
}

void Driver::stop_lingering(const Now& now) {
  while (!lingering_.empty() && lingering_.begin()->first <= now.monotonic) {
    const Conn conn = lingering_.begin()->second;
    network_.abort(conn);
    closed(conn, CloseReason::Finished, {}, now);
  }
}

void Driver::erase(Conn conn) {
  const auto found = connections_.find(conn);
  if (found == connections_.end()) return;
  if (found->second.over) --over_;
  if (found->second.lingers_until) lingering_.erase({*found->second.lingers_until, conn});
  connections_.erase(found);
}

}  // namespace assay::host
