#include "sim/world/virtual_host.hpp"

#include <utility>

#include "reference/base/assert.hpp"

namespace assay::sim::world {
namespace {

/// A machine whose deadline does not move on although its timer ran would stop virtual time for ever.
constexpr int kDeadlinesAtOneInstant = 1'000;

CloseReason reason_of(network::Ending ending) {
  switch (ending) {
    case network::Ending::Finished: return CloseReason::Finished;
    case network::Ending::Reset: return CloseReason::Reset;
    case network::Ending::Refused: return CloseReason::Refused;
  }
  return CloseReason::Reset;
}

}  // namespace

VirtualHost::VirtualHost(kernel::EventQueue& queue, network::Network& network, Machine& machine, RandomSource& random, Options options)
    : queue_(queue),
      network_(network),
      name_(std::move(options.name)),
      wall_error_(options.wall_error),
      node_(network.add_node(name_, *this)),
      driver_(machine, *this, random, std::move(options.tls)) {}

VirtualHost::~VirtualHost() {
  queue_.cancel(deadline_event_);
  network_.remove_node(node_);
}

void VirtualHost::listen(std::uint16_t port, std::string listener) {
  listeners_[port] = std::move(listener);
  network_.listen(node_, port);
}

// The listener's name stays, for connections that are being opened.
void VirtualHost::stop_listening(std::uint16_t port) { network_.stop_listening(node_, port); }

Now VirtualHost::now() const {
  Now now = queue_.now();
  now.wall += wall_error_;
  return now;
}

// --- turns and time ---------------------------------------------------------------------------------------------------------------

void VirtualHost::poke() {
  if (std::exchange(turn_asked_, true)) return;
  queue_.after_event(actor(), [this, alive = std::weak_ptr<const bool>(alive_)] {
    if (!alive.expired()) turn();
  });
}

void VirtualHost::happen(std::function<void()> what) {
  if (frozen_) return held_.push_back(std::move(what));
  what();
  poke();
}

void VirtualHost::thaw() {
  frozen_ = false;
  for (auto& what : std::exchange(held_, {})) what();
  poke();
}

void VirtualHost::turn() {
  turn_asked_ = false;
  if (frozen_) return;  // thaw() asks for another
  driver_.end_turn(now());
  follow_deadline();
}

void VirtualHost::follow_deadline() {
  const std::optional<Instant> deadline = driver_.next_deadline();
  if (deadline == deadline_) return;
  queue_.cancel(deadline_event_);
  deadline_event_ = {};
  deadline_ = deadline;
  if (deadline) deadline_event_ = queue_.schedule(*deadline, actor(), [this] { deadline_came(); });
}

void VirtualHost::deadline_came() {
  const Instant instant = now().monotonic;
  deadlines_at_last_instant_ = instant == last_deadline_ ? deadlines_at_last_instant_ + 1 : 0;
  ASSAY_ASSERT(deadlines_at_last_instant_ < kDeadlinesAtOneInstant);
  last_deadline_ = instant;
  deadline_.reset();
  deadline_event_ = {};
  happen([this] { driver_.timer(now()); });
}

// --- what the driver wants of the network -----------------------------------------------------------------------------------------

void VirtualHost::connect(Conn conn, const Endpoint& to) { remember(conn, network_.connect(node_, to), to); }

void VirtualHost::write(Conn conn, Bytes octets) {
  if (const auto end = end_of(conn)) network_.write(*end, octets);
}

void VirtualHost::finish(Conn conn) {
  if (const auto end = end_of(conn)) network_.finish(*end);
}

void VirtualHost::abort(Conn conn) {
  const auto end = end_of(conn);
  if (!end) return;
  forget(conn);
  network_.abort(*end);
}

void VirtualHost::pause(Conn conn) {
  if (const auto end = end_of(conn)) network_.pause(*end);
}

void VirtualHost::resume(Conn conn) {
  if (const auto end = end_of(conn)) network_.resume(*end);
}

// --- what the network reports -----------------------------------------------------------------------------------------------------

void VirtualHost::accepted(network::End end, const Endpoint& from, std::uint16_t local_port) {
  happen([this, end, from, local_port] {
    const Conn conn{++accepted_};
    remember(conn, end, from);
    driver_.opened(conn, from, listeners_.at(local_port), now());
  });
}

void VirtualHost::opened(network::End end) {
  happen([this, end] {
    if (const auto conn = conn_of(end)) driver_.opened(*conn, remotes_.at(*conn).peer, {}, now());
  });
}

void VirtualHost::received(network::End end, ByteView octets) {
  const auto take = [this, end](ByteView view) {
    if (const auto conn = conn_of(end)) driver_.received(*conn, view, now());
  };
  if (!frozen_) {
    take(octets);  // the usual way, without a copy
    return poke();
  }
  held_.push_back([take, copy = Bytes(octets)] { take(copy); });
}

void VirtualHost::sent(network::End end, std::size_t octets) {
  happen([this, end, octets] {
    if (const auto conn = conn_of(end)) driver_.sent(*conn, octets, now());
  });
}

void VirtualHost::peer_finished(network::End end) {
  happen([this, end] {
    if (const auto conn = conn_of(end)) driver_.peer_finished(*conn, now());
  });
}

void VirtualHost::closed(network::End end, network::Ending ending) {
  happen([this, end, ending] {
    const auto conn = conn_of(end);
    if (!conn) return;
    forget(*conn);
    driver_.closed(*conn, reason_of(ending), {}, now());
  });
}

// --- names of connections ---------------------------------------------------------------------------------------------------------

std::optional<network::End> VirtualHost::end_of(Conn conn) const {
  const auto found = remotes_.find(conn);
  if (found == remotes_.end()) return std::nullopt;
  return found->second.end;
}

std::optional<Conn> VirtualHost::conn_of(network::End end) const {
  const auto found = conns_.find(end);
  if (found == conns_.end()) return std::nullopt;
  return found->second;
}

void VirtualHost::remember(Conn conn, network::End end, const Endpoint& peer) {
  const bool is_new = remotes_.emplace(conn, Remote{end, peer}).second;
  ASSAY_ASSERT(is_new);
  conns_.emplace(end, conn);
}

void VirtualHost::forget(Conn conn) {
  const auto found = remotes_.find(conn);
  conns_.erase(found->second.end);
  remotes_.erase(found);
}

}  // namespace assay::sim::world
