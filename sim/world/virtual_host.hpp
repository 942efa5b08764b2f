#pragma once
// Runs one machine in virtual time: what reference/net does over sockets, over the simulator's network and event queue. The machine
// and its driver cannot tell the difference.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "reference/base/machine.hpp"
#include "reference/base/random_source.hpp"
#include "reference/host/driver.hpp"
#include "reference/host/network.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/network/network.hpp"

namespace assay::sim::world {

/// One node of the network with one machine on it. All that one event brings to the node is one turn. Destroying the host is a crash of
/// its process: its connections are reset, and the name may be used again.
class VirtualHost final : private host::Network, private network::Node {
 public:
  struct Options {
    std::string name;  ///< of the node: what others put into Endpoint::host
    host::TlsContexts tls;
    Duration wall_error{};  ///< how far this host's wall clock is ahead of the world's
  };

  /// All references must outlive the host. `random` feeds TLS alone.
  VirtualHost(kernel::EventQueue& queue, network::Network& network, Machine& machine, RandomSource& random, Options options);
  ~VirtualHost() override;

  /// From now on connections to `port` are accepted, and named `listener` to the machine.
  void listen(std::uint16_t port, std::string listener);
  void stop_listening(std::uint16_t port);

  /// Asks for a turn without input, at the end of the running event or as an event of this instant. To be called when other code has
  /// changed the machine: then its actions are performed and its deadline is looked at.
  void poke();
  /// Stops the process without ending it (SIGSTOP): what the network brings and what comes due waits until thaw(), and then happens in
  /// its order. Connections go on as far as a kernel takes them.
  void freeze() { frozen_ = true; }
  void thaw();
  /// Moves this host's wall clock alone, forward or back. Its machine learns of it with its next input.
  void jump_wall(Duration by) { wall_error_ += by; }

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] Now now() const;
  /// Connections that the machine has.
  [[nodiscard]] std::size_t connections() const { return driver_.connections(); }

 private:
  void connect(Conn conn, const Endpoint& to) override;
  void write(Conn conn, Bytes octets) override;
  void finish(Conn conn) override;
  void abort(Conn conn) override;
  void pause(Conn conn) override;
  void resume(Conn conn) override;

  void accepted(network::End end, const Endpoint& from, std::uint16_t local_port) override;
  void opened(network::End end) override;
  void received(network::End end, ByteView octets) override;
  void sent(network::End end, std::size_t octets) override;
  void peer_finished(network::End end) override;
  void closed(network::End end, network::Ending ending) override;

  struct Remote {  // a connection of the network, and who is at its other end
    network::End end;
    Endpoint peer;
  };

  [[nodiscard]] std::optional<network::End> end_of(Conn conn) const;
  [[nodiscard]] std::optional<Conn> conn_of(network::End end) const;
  void remember(Conn conn, network::End end, const Endpoint& peer);
  void forget(Conn conn);
  /// Runs it now, or after thaw().
  void happen(std::function<void()> what);
  void turn();
  void follow_deadline();
  void deadline_came();
  [[nodiscard]] kernel::Actor actor() const { return kernel::Actor{static_cast<std::uint32_t>(node_)}; }

  kernel::EventQueue& queue_;
  network::Network& network_;
  std::string name_;
  Duration wall_error_;
  network::NodeId node_;
  host::Driver driver_;
  std::map<std::uint16_t, std::string> listeners_;
  std::map<Conn, Remote> remotes_;
  std::map<network::End, Conn> conns_;
  std::uint64_t accepted_ = 0;
  bool turn_asked_ = false;
  bool frozen_ = false;
  std::deque<std::function<void()>> held_;  ///< while frozen
  std::optional<Instant> deadline_;         // of deadline_event_
  kernel::EventQueue::Handle deadline_event_;
  std::optional<Instant> last_deadline_;
  int deadlines_at_last_instant_ = 0;
  std::shared_ptr<const bool> alive_ = std::make_shared<bool>(true);  // turns asked for may outlive the host
};

}  // namespace assay::sim::world
