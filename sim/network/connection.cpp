#include "sim/network/connection.hpp"

#include <utility>

#include "sim/network/link.hpp"

namespace assay::sim::network {
namespace {

constexpr std::uint32_t kFirstEphemeralPort = 49'152;
constexpr std::uint32_t kEphemeralPorts = 16'384;

std::uint16_t ephemeral_port(std::uint32_t connection) {
  return static_cast<std::uint16_t>(kFirstEphemeralPort + connection % kEphemeralPorts);
}

Direction direction_from(Side writer, Direction of_connector) {
  if (writer == Side::Connector) return of_connector;
  return of_connector == Direction::Up ? Direction::Down : Direction::Up;
}

}  // namespace

Connection::Connection(Network& network, std::uint32_t number, const Route& route)
    : network_(network),
      number_(number),
      route_(route),
      to_acceptor_(network.queue_, *this, route.link->stalled[static_cast<std::size_t>(route.direction)], pipe_options(Side::Connector)),
      to_connector_(network.queue_, *this, route.link->stalled[static_cast<std::size_t>(direction_from(Side::Acceptor, route.direction))],
                    pipe_options(Side::Acceptor)) {
  sides_[index(Side::Connector)].state = State::Alive;
  to_acceptor_.push(Signal::Syn);
}

Pipe::Options Connection::pipe_options(Side writer) const {
  const Direction direction = direction_from(writer, route_.direction);
  const bool up = direction == Direction::Up;
  const Network::Link& link = *route_.link;
  return {.profile = up ? link.profile.up : link.profile.down,
          .seed = network_.seed_,
          .stream = "link/" + link.name + "#" + std::to_string(link.connections_made) + (up ? "/up" : "/down"),
          .cut_at = link.cut_next_at[static_cast<std::size_t>(direction)],
          .actor = kernel::Actor{static_cast<std::uint32_t>(node(other(writer)))}};
}

void Connection::abort(Side side) {
  leave(side);
  from(side).push(Signal::Reset);
}

void Connection::cut_now() {
  to_acceptor_.silence();
  to_connector_.silence();
  for (const Side side : {Side::Connector, Side::Acceptor}) {
    if (is_alive(side)) close(side, Ending::Reset);
    leave(side);
  }
}

void Connection::continue_after_stall() {
  to_acceptor_.continue_after_stall();
  to_connector_.continue_after_stall();
}

void Connection::arrived(Pipe& pipe, Signal signal, ByteView octets) {
  const Side reader = other(writer(pipe));
  if (signal == Signal::Syn) return syn_arrived();
  if (!is_alive(reader)) return;
  switch (signal) {
    case Signal::Syn: break;
    case Signal::SynAck: return syn_ack_arrived();
    case Signal::Data: fold(reader, Happening::Data, octets); return callbacks(reader).received(end(reader), octets);
    case Signal::Finish: return peer_finished(reader);
    case Signal::Reset: return close(reader, Ending::Reset);
    case Signal::Refuse: return close(reader, Ending::Refused);
  }
}

void Connection::syn_arrived() {
  const Network::Host& host = network_.host(route_.acceptor);
  if (route_.link->refuses || host.node == nullptr || host.ports.count(route_.port) == 0) {
    to_connector_.push(Signal::Refuse);
    return leave(Side::Acceptor);
  }
  sides_[index(Side::Acceptor)].state = State::Alive;
  to_connector_.push(Signal::SynAck);
  to_connector_.open();
  fold(Side::Acceptor, Happening::Accepted);
  const Endpoint from{network_.host(route_.connector).name, ephemeral_port(number_)};
  callbacks(Side::Acceptor).accepted(end(Side::Acceptor), from, route_.port);
}

void Connection::syn_ack_arrived() {
  to_acceptor_.open();
  fold(Side::Connector, Happening::Opened);
  callbacks(Side::Connector).opened(end(Side::Connector));
}

void Connection::peer_finished(Side side) {
  sides_[index(side)].peer_finished = true;
  fold(side, Happening::Finish);
  callbacks(side).peer_finished(end(side));
  close_if_both_finished(side);
}

void Connection::left(Pipe& pipe, std::size_t octets) {
  const Side side = writer(pipe);
  if (is_alive(side)) callbacks(side).sent(end(side), octets);
}

void Connection::finish_left(Pipe& pipe) { close_if_both_finished(writer(pipe)); }

void Connection::close_if_both_finished(Side side) {
  if (is_alive(side) && sides_[index(side)].peer_finished && from(side).finish_has_left()) close(side, Ending::Finished);
}

// The reader stops at the prefix; the writer learns of it as of any reset, by the way back.
void Connection::cut(Pipe& pipe) {
  const Side reader = other(writer(pipe));
  pipe.silence();
  if (is_alive(reader)) close(reader, Ending::Reset);
  from(reader).push(Signal::Reset);
}

void Connection::close(Side side, Ending ending) {
  leave(side);
  if (ending == Ending::Reset) fold(side, Happening::Reset);
  if (ending == Ending::Refused) fold(side, Happening::Refused);
  callbacks(side).closed(end(side), ending);
}

void Connection::leave(Side side) {
  if (sides_[index(side)].state == State::Gone) return;
  sides_[index(side)].state = State::Gone;
  from(side).drop_pending();
  from(other(side)).resume();
  if (sides_[index(other(side))].state == State::Gone) network_.forget(*this);
}

Node& Connection::callbacks(Side side) const { return *network_.host(node(side)).node; }

void Connection::fold(Side side, Happening happening, ByteView octets) {
  network_.trace_.fold(network_.queue_.clock().monotonic(), kernel::Actor{static_cast<std::uint32_t>(end(side))},
                       static_cast<std::uint32_t>(happening), octets);
}

}  // namespace assay::sim::network
