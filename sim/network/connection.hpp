#pragma once
// A connection: two pipes and what each end knows of the other. Internal to this room.

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/network/network.hpp"
#include "sim/network/pipe.hpp"

namespace assay::sim::network {

/// The index of an end within its connection.
enum class Side : std::size_t { Connector = 0, Acceptor = 1 };

[[nodiscard]] constexpr Side other(Side side) { return side == Side::Connector ? Side::Acceptor : Side::Connector; }
[[nodiscard]] constexpr Side side_of(End end) { return static_cast<Side>(static_cast<std::uint32_t>(end) % 2); }
[[nodiscard]] constexpr std::uint32_t connection_of(End end) { return static_cast<std::uint32_t>(end) / 2; }

class Connection final : public PipeEnds {
 public:
  struct Route {
    Network::Link* link = nullptr;
    Direction direction = Direction::Up;  ///< from the connector to the acceptor
    NodeId connector{};
    NodeId acceptor{};
    std::uint16_t port = 0;
  };

  Connection(Network& network, std::uint32_t number, const Route& route);

  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] const Network::Link* link() const { return route_.link; }
  [[nodiscard]] bool is_alive(Side side) const { return sides_[index(side)].state == State::Alive; }
  [[nodiscard]] NodeId node(Side side) const { return side == Side::Connector ? route_.connector : route_.acceptor; }
  /// What this side writes.
  [[nodiscard]] Pipe& from(Side side) { return side == Side::Connector ? to_acceptor_ : to_connector_; }
  [[nodiscard]] const Pipe& from(Side side) const { return side == Side::Connector ? to_acceptor_ : to_connector_; }

  void abort(Side side);
  /// Both ends at once.
  void cut_now();
  void continue_after_stall();

  void arrived(Pipe& pipe, Signal signal, ByteView octets) override;
  void left(Pipe& pipe, std::size_t octets) override;
  void finish_left(Pipe& pipe) override;
  void cut(Pipe& pipe) override;

 private:
  enum class State { Waiting, Alive, Gone };
  struct SideState {
    State state = State::Waiting;
    bool peer_finished = false;
  };

  static constexpr std::size_t index(Side side) { return static_cast<std::size_t>(side); }
  [[nodiscard]] End end(Side side) const { return End{number_ * 2 + static_cast<std::uint32_t>(index(side))}; }
  [[nodiscard]] Side writer(const Pipe& pipe) const { return &pipe == &to_acceptor_ ? Side::Connector : Side::Acceptor; }
  [[nodiscard]] Node& callbacks(Side side) const;
  [[nodiscard]] Pipe::Options pipe_options(Side writer) const;
  void syn_arrived();
  void syn_ack_arrived();
  void peer_finished(Side side);
  void close_if_both_finished(Side side);
  void close(Side side, Ending ending);
  void leave(Side side);
  void fold(Side side, Happening happening, ByteView octets = {});

  Network& network_;
  std::uint32_t number_;
  Route route_;
  std::array<SideState, 2> sides_;
  Pipe to_acceptor_;
  Pipe to_connector_;
};

}  // namespace assay::sim::network
