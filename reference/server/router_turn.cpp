// The end of a turn: it is committed, then all that it decided leaves; or it is lost, and none does.

#include <algorithm>
#include <utility>

#include "reference/server/router.hpp"

namespace assay::server {
namespace {

// How long an ended connection may wait for its peer to close too.
constexpr Duration kCloseTime = std::chrono::seconds{5};

}  // namespace

void Router::touch(Connection& connection) {
  if (std::exchange(connection.touched, true)) return;
  touched_.push_back(connection.id());
}

void Router::touch(Session& session) {
  if (session.connection) return touch(*session.connection);
  session.management->touched_in = turn_number_;
}

void Router::end_turn(const Now& now) {
  turn_.set_now(now);
  cut_slow_readers();
  if (const std::optional<store::StoreFault> fault = turn_.commit()) undo_turn(*fault);
  release();
}

// Limits::output_octets: what a reader has not taken grows no further. Ending its session may touch others, which are looked at too.
void Router::cut_slow_readers() {
  for (std::size_t i = 0; i < touched_.size(); ++i) {
    Connection* connection = find(touched_[i]);
    if (!connection || connection->cut || connection->unsent() <= config_.limits.output_octets) continue;
    say(LogLevel::Note, *connection, "cut: it does not read");
    keep_session(*connection);
    cut(*connection);
    settle();
  }
}

void Router::cut(Connection& connection) {
  if (connection.cut) return;
  touch(connection);
  connection.cut = true;
  connection.stream().close();
  pump(connection);
  (void)connection.stream().take_output();
  pending_.push_back(Abort{connection.id()});
}

// None of the turn happened, so nothing of it may be seen: whoever it touched is told so and disconnected, and starts afresh.
void Router::undo_turn(const store::StoreFault& fault) {
  log_.write(LogLevel::Fault, "a turn was lost: " + fault.text);
  keep_aborts();
  const char* condition = fault.kind == store::StoreFault::Kind::Full ? "resource-constraint" : "internal-server-error";
  const std::vector<Conn> lost = touched_;
  for (const Conn id : lost) {
    Connection* connection = find(id);
    if (!connection || connection->cut) continue;
    (void)connection->stream().take_output();
    // Where a stream began in the lost turn, its header is lost too: there is nothing an error could stand in.
    if (connection->stream().streams() != connection->streams_released || connection->stream().is_ended()) {
      cut(*connection);
    } else {
      connection->stream().fail({condition, {}, {}});
      pump(*connection);
    }
  }
  for (Session* session : detached_.touched_in(turn_number_)) over(detached_.take(*session));
  settle();
  // Sessions that ended read rosters and told others: a turn of its own, and if that is lost as well nobody hears of it.
  if (!turn_.commit()) return;
  for (const Conn id : std::vector<Conn>{touched_}) {
    if (Connection* connection = find(id)) cut(*connection);
  }
  keep_aborts();
  (void)turn_.commit();
}

void Router::keep_aborts() {
  std::vector<Action> kept;
  for (const Action& action : pending_) {
    if (const auto* abort = std::get_if<Abort>(&action)) kept.emplace_back(*abort);
  }
  pending_ = std::move(kept);
}

void Router::release() {
  ++turn_number_;
  for (const Conn id : std::exchange(touched_, {})) {
    Connection* connection = find(id);
    if (!connection) continue;
    connection->touched = false;
    release(*connection);
    connection->streams_released = connection->stream().streams();
    if (connection->stream().is_ended() && !connection->finished && !connection->cut) {
      connection->finished = true;
      connection->cut_at = turn_.now().monotonic + kCloseTime;
      pending_.push_back(Finish{id});
    }
    list_deadline(*connection);
  }
  std::move(pending_.begin(), pending_.end(), std::back_inserter(released_));
  pending_.clear();
}

void Router::release(Connection& connection) {
  Bytes octets = connection.stream().take_output();
  if (octets.empty() || connection.cut) return;
  if (log_.takes(LogLevel::Trace)) say(LogLevel::Trace, connection, "sent " + std::to_string(octets.size()) + " octets");
  connection.released(octets.size());
  pending_.push_back(Send{connection.id(), std::move(octets)});
}

void Router::list_deadline(Connection& connection) {
  if (connection.session && !connection.idle_at) connection.idle_at = connection.heard_at + config_.limits.idle_time;
  deadlines_.move(connection.id(), connection.listed_deadline, deadline_of(connection));
}

std::optional<Instant> Router::deadline_of(Connection& connection) {
  if (connection.cut_at) return connection.cut_at;
  if (connection.cut) return std::nullopt;
  if (!connection.session) return connection.stream().deadline();
  const std::optional<Instant> ask_at = connection.session->management ? connection.session->management->ask_at : std::nullopt;
  return ask_at && connection.idle_at ? std::min(ask_at, connection.idle_at) : ask_at ? ask_at : connection.idle_at;
}

std::optional<Action> Router::next_action() {
  if (released_.empty()) return std::nullopt;
  Action action = std::move(released_.front());
  released_.pop_front();
  return action;
}

}  // namespace assay::server
