#pragma once
// Named nodes, links between them, and connections that behave as TCP's do: octets arrive in order, once, and unaltered, or the
// connection ends. Everything happens in the event queue; nothing calls back from within a call.
//
// A link exists between any two nodes. It has a profile, and faults that a test turns on and off. Each connection draws from streams
// of its own, "link/<first>~<second>#<n>/<up|down>" (n counts the link's connections), so that no link or connection changes another's
// draws. "Up" is from the link's first node to its second, whoever connects.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "reference/base/bytes.hpp"
#include "reference/base/machine.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/trace_hash.hpp"
#include "sim/network/profile.hpp"

namespace assay::sim::network {

class Connection;

enum class NodeId : std::uint32_t {};

/// One end of a connection: of the node that connected, or of the one that listened. Numbers are never used again.
enum class End : std::uint32_t {};

enum class Direction { Up, Down };

/// Why nothing more will come.
enum class Ending {
  Finished,  ///< both ends finished; the other's octets have all arrived, ours have all left
  Reset,     ///< the other end aborted, or the link cut the connection
  Refused,   ///< nobody listens there
};

/// What is folded into the trace: u32 kind of a record whose actor is the End it happened to.
enum class Happening : std::uint32_t { Accepted = 1, Opened = 2, Data = 3, Finish = 4, Reset = 5, Refused = 6 };

/// A node's side of the network. Each call is an event of its own, or one of several of the same event.
class Node {
 public:
  Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;
  virtual ~Node() = default;

  /// Somebody connected to a port that this node listens on. `from.port` is a made-up one, different for each connection.
  virtual void accepted(End end, const Endpoint& from, std::uint16_t local_port) = 0;
  /// Our connect() came through.
  virtual void opened(End end) = 0;
  /// The view is valid during the call.
  virtual void received(End end, ByteView octets) = 0;
  /// So many of the octets written have left: they are under way or have arrived.
  virtual void sent(End end, std::size_t octets) = 0;
  /// The other end sends no more.
  virtual void peer_finished(End end) = 0;
  /// The last call for this end. It does not come for an end that this node aborted.
  virtual void closed(End end, Ending ending) = 0;
};

class Network {
 public:
  /// `queue` and `trace` must outlive the network.
  Network(kernel::EventQueue& queue, kernel::TraceHash& trace, std::uint64_t seed);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  // --- nodes and links

  /// `name` is new. `node` must live until remove_node().
  NodeId add_node(std::string name, Node& node);
  /// A machine that loses power or a process that ends: all its ends are aborted, without a word to it. Its name may be added again.
  void remove_node(NodeId id);
  /// Sets the profile of connections made from now on; `first` and `second` are names, of nodes that may come later.
  void set_link(std::string_view first, std::string_view second, const LinkProfile& profile);
  /// For pairs of nodes without a profile of their own (at first: lan). Their `up` is from the node that connected first.
  void set_default_profile(const LinkProfile& profile) { default_profile_ = profile; }

  // --- connections: calls on an end that is gone do nothing

  void listen(NodeId id, std::uint16_t port);
  void stop_listening(NodeId id, std::uint16_t port);
  /// Then comes opened(), after one round trip, or closed(). What is written before goes out when the connection is open.
  End connect(NodeId id, const Endpoint& to);
  /// Any amount; what the window does not take waits here, and sent() tells when it has left.
  void write(End end, ByteView octets);
  /// Nothing is written after it; what is pending goes first.
  void finish(End end);
  /// What is under way arrives, what is pending does not; then the other end learns of a reset.
  void abort(End end);
  /// While paused, nothing is given to this end; the other's window fills.
  void pause(End end);
  void resume(End end);

  // --- faults

  /// Nothing arrives in this direction (connections to be opened included) until unstall().
  void stall(std::string_view first, std::string_view second, Direction direction);
  void unstall(std::string_view first, std::string_view second, Direction direction);
  /// Connecting over this link is refused until allow().
  void refuse(std::string_view first, std::string_view second);
  void allow(std::string_view first, std::string_view second);
  /// The link's next connection is cut when `octets` have arrived in this direction: a prefix. Both ends learn of it: the reader at
  /// once, the writer after the delay of the way back.
  void cut_next_at(std::string_view first, std::string_view second, Direction direction, std::uint64_t octets);
  /// All connections of the link are cut now. What is under way is lost; both ends learn of it at once.
  void cut(std::string_view first, std::string_view second);

  // --- questions

  [[nodiscard]] std::size_t connections() const { return connections_.size(); }
  /// Octets written at this end that have not left; 0 for an end that is gone.
  [[nodiscard]] std::size_t pending(End end) const;

 private:
  friend class Connection;

  struct Host {
    std::string name;
    Node* node = nullptr;  ///< null: removed
    std::set<std::uint16_t> ports;
  };
  struct Link;
  /// The node of all names that nobody has: it listens nowhere.
  static constexpr NodeId kNowhere{0};

  [[nodiscard]] Host& host(NodeId id);
  [[nodiscard]] std::optional<NodeId> node_named(std::string_view name) const;
  /// The link between two nodes, whichever is first; made with the default profile if there is none. True: the names are its order.
  std::pair<Link*, bool> link_between(std::string_view a, std::string_view b);
  Link& link_as_named(std::string_view first, std::string_view second);
  void set_stalled(std::string_view first, std::string_view second, Direction direction, bool stalled);
  [[nodiscard]] Connection* find(End end) const;
  void forget(Connection& connection);

  kernel::EventQueue& queue_;
  kernel::TraceHash& trace_;
  std::uint64_t seed_;
  LinkProfile default_profile_ = LinkProfile::lan();
  std::map<NodeId, Host> hosts_;
  std::map<std::string, NodeId, std::less<>> names_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<Link>> links_;
  std::map<std::uint32_t, std::unique_ptr<Connection>> connections_;
  std::shared_ptr<const bool> alive_ = std::make_shared<bool>(true);  ///< events in the queue may outlive the network
  std::uint32_t next_node_ = 1;
  std::uint32_t next_connection_ = 1;
};

}  // namespace assay::sim::network
