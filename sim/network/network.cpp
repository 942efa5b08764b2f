#include "sim/network/network.hpp"

#include <utility>

#include "reference/base/assert.hpp"
#include "sim/network/connection.hpp"
#include "sim/network/link.hpp"

namespace assay::sim::network {

Network::Network(kernel::EventQueue& queue, kernel::TraceHash& trace, std::uint64_t seed) : queue_(queue), trace_(trace), seed_(seed) {
  hosts_.emplace(kNowhere, Host{});
}

Network::~Network() = default;

// --- nodes and links --------------------------------------------------------------------------------------------------------------

NodeId Network::add_node(std::string name, Node& node) {
  const NodeId id{next_node_++};
  const bool is_new = names_.emplace(name, id).second;
  ASSAY_ASSERT(is_new);
  hosts_.emplace(id, Host{std::move(name), &node, {}});
  return id;
}

void Network::remove_node(NodeId id) {
  Host& removed = host(id);
  ASSAY_ASSERT(removed.node != nullptr);
  for (const auto& [number, connection] : connections_) {
    for (const Side side : {Side::Connector, Side::Acceptor}) {
      if (connection->node(side) == id && connection->is_alive(side)) connection->abort(side);
    }
  }
  removed.node = nullptr;
  names_.erase(removed.name);
}

void Network::set_link(std::string_view first, std::string_view second, const LinkProfile& profile) {
  link_as_named(first, second).profile = profile;
}

Network::Link& Network::link_as_named(std::string_view first, std::string_view second) {
  const auto [link, in_order] = link_between(first, second);
  ASSAY_ASSERT(in_order);
  return *link;
}

std::pair<Network::Link*, bool> Network::link_between(std::string_view a, std::string_view b) {
  std::pair<std::string, std::string> key{a, b};
  if (const auto found = links_.find(key); found != links_.end()) return {found->second.get(), true};
  if (const auto found = links_.find({key.second, key.first}); found != links_.end()) return {found->second.get(), false};
  auto link = std::make_unique<Link>();
  link->name = key.first + "~" + key.second;
  link->profile = default_profile_;
  return {links_.emplace(std::move(key), std::move(link)).first->second.get(), true};
}

Network::Host& Network::host(NodeId id) {
  const auto found = hosts_.find(id);
  ASSAY_ASSERT(found != hosts_.end());
  return found->second;
}

std::optional<NodeId> Network::node_named(std::string_view name) const {
  const auto found = names_.find(name);
  if (found == names_.end()) return std::nullopt;
  return found->second;
}

// --- connections ------------------------------------------------------------------------------------------------------------------

void Network::listen(NodeId id, std::uint16_t port) { host(id).ports.insert(port); }

void Network::stop_listening(NodeId id, std::uint16_t port) { host(id).ports.erase(port); }

// An unknown host is a node that listens nowhere: the link to it refuses after a round trip.
End Network::connect(NodeId id, const Endpoint& to) {
  const std::uint32_t number = next_connection_++;
  const std::optional<NodeId> acceptor = node_named(to.host);
  const auto [link, in_order] = link_between(host(id).name, to.host);
  const Connection::Route route{.link = link,
                                .direction = in_order ? Direction::Up : Direction::Down,
                                .connector = id,
                                .acceptor = acceptor.value_or(kNowhere),
                                .port = to.port};
  ++link->connections_made;
  connections_.emplace(number, std::make_unique<Connection>(*this, number, route));
  link->cut_next_at = {};
  return End{number * 2};
}

Connection* Network::find(End end) const {
  const auto found = connections_.find(connection_of(end));
  if (found == connections_.end() || !found->second->is_alive(side_of(end))) return nullptr;
  return found->second.get();
}

void Network::write(End end, ByteView octets) {
  if (Connection* connection = find(end)) connection->from(side_of(end)).write(octets);
}

void Network::finish(End end) {
  if (Connection* connection = find(end)) connection->from(side_of(end)).finish();
}

void Network::abort(End end) {
  if (Connection* connection = find(end)) connection->abort(side_of(end));
}

void Network::pause(End end) {
  if (Connection* connection = find(end)) connection->from(other(side_of(end))).pause();
}

void Network::resume(End end) {
  if (Connection* connection = find(end)) connection->from(other(side_of(end))).resume();
}

std::size_t Network::pending(End end) const {
  const Connection* connection = find(end);
  return connection == nullptr ? 0 : connection->from(side_of(end)).pending();
}

// A connection may ask to be forgotten from within its own event, so it goes when the event is over.
void Network::forget(Connection& connection) {
  queue_.after_event(kernel::Actor{0}, [this, alive = std::weak_ptr<const bool>(alive_), number = connection.number()] {
    if (!alive.expired()) connections_.erase(number);
  });
}

// --- faults -----------------------------------------------------------------------------------------------------------------------

void Network::stall(std::string_view first, std::string_view second, Direction direction) { set_stalled(first, second, direction, true); }

void Network::unstall(std::string_view first, std::string_view second, Direction direction) {
  set_stalled(first, second, direction, false);
}

void Network::set_stalled(std::string_view first, std::string_view second, Direction direction, bool stalled) {
  Link& link = link_as_named(first, second);
  link.stalled[static_cast<std::size_t>(direction)] = stalled;
  for (const auto& [number, connection] : connections_) {
    if (connection->link() == &link) connection->continue_after_stall();
  }
}

void Network::refuse(std::string_view first, std::string_view second) { link_as_named(first, second).refuses = true; }

void Network::allow(std::string_view first, std::string_view second) { link_as_named(first, second).refuses = false; }

void Network::cut_next_at(std::string_view first, std::string_view second, Direction direction, std::uint64_t octets) {
  link_as_named(first, second).cut_next_at[static_cast<std::size_t>(direction)] = octets;
}

void Network::cut(std::string_view first, std::string_view second) {
  const Link& link = link_as_named(first, second);
  for (const auto& [number, connection] : connections_) {
    if (connection->link() != &link) continue;
    queue_.schedule(queue_.clock().monotonic(), kernel::Actor{0}, [this, alive = std::weak_ptr<const bool>(alive_), cut = number] {
      if (alive.expired()) return;
      if (const auto found = connections_.find(cut); found != connections_.end()) found->second->cut_now();
    });
  }
}

}  // namespace assay::sim::network
