#include "reference/server/router.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/server/account_end.hpp"
#include "reference/server/acknowledging.hpp"

namespace assay::server {
namespace {

// How long an ended connection may wait for its peer to close too.
constexpr Duration kCloseTime = std::chrono::seconds{5};
constexpr std::size_t kResourceOctets = 9;
constexpr Duration kHour = std::chrono::hours{1};

}  // namespace

Router::Router(Config config, store::Store& store, RandomSource& random, SmsSink& sms, PushSink& push, Log& log)
    : config_(std::move(config)),
      random_(random),
      keys_(config_.secret, random),
      turn_(store),
      accounts_(turn_, keys_, config_.scram_iterations),
      tokens_(turn_, keys_, accounts_, config_.limits),
      features_(features::all()),
      context_{config_, keys_, random, sms, push, log, turn_, accounts_, sessions_, *this},
      stanzas_(context_, features_),
      settings_{config_.domain,
                config_.limits,
                config_.mechanisms,
                config_.require_tls,
                [this](const stream::Facts& facts, xml::Element& element) {
                  for (const Feature& feature : features_) {
                    if (feature.announce) feature.announce(context_, facts, element);
                  }
                },
                [this](const stream::Facts& facts, std::vector<xml::Element>& inlined) {
                  for (const Feature& feature : features_) {
                    if (feature.announce_inline) feature.announce_inline(context_, facts, inlined);
                  }
                },
                &tokens_,
                false,
                [this] { return login_pace_.charge(turn_.now().monotonic, config_.limits, random_); }},
      binding_settings_(settings_),
      log_(log) {
  binding_settings_.bind_logins = true;
}

// --- inputs -----------------------------------------------------------------------------------------------------------------------

void Router::handle(Conn conn, const Event& event, const Now& now) {
  turn_.set_now(now);
  if (!hour_at_) hour_at_ = now.monotonic + kHour;
  if (const auto* opened = std::get_if<Opened>(&event)) return open(conn, *opened);
  Connection* connection = find(conn);
  if (!connection) return;
  std::visit(overloaded{
                 [](const Opened&) {},
                 [&](const Received& received) {
                   if (log_.takes(LogLevel::Trace)) {
                     say(LogLevel::Trace, *connection, "received " + std::to_string(received.bytes.size()) + " octets");
                   }
                   heard(*connection);
                   if (!connection->cut) connection->stream().receive(received.bytes);
                 },
                 [&](const Sent& sent) {
                   connection->octets_left(sent.bytes);
                   if (!connection->session) return;
                   for (const Feature& feature : features_) {
                     if (feature.written) feature.written(context_, *connection->session);
                   }
                 },
                 [&](const Secured& secured) {
                   say(LogLevel::Debug, *connection, secured.facts.version + " with " + secured.facts.cipher);
                   connection->stream().secured(secured.facts);
                 },
                 [&](const PeerFinished&) {
                   // XEP-0198 section 7: without a closing tag the stream is unfinished.
                   keep_session(*connection);
                   connection->stream().close();
                 },
                 [](const Closed&) {},
             },
             event);
  if (std::holds_alternative<Sent>(event)) return settle();
  pump(*connection);
  settle();
  if (const auto* closed = std::get_if<Closed>(&event)) {
    say_closed(*connection, *closed);
    keep_session(*connection);
    close(*connection);
    settle();
  }
}

void Router::timer(const Now& now) {
  turn_.set_now(now);
  while (const std::optional<Conn> due = deadlines_.due(now.monotonic)) {
    Connection* connection = find(*due);
    ASSAY_ASSERT(connection != nullptr);
    if (connection->cut_at && *connection->cut_at <= now.monotonic) {
      connection->cut_at.reset();
      cut(*connection);
    } else {
      if (connection->session && connection->session->is_to_be_asked(now.monotonic)) ask(context_, *connection->session);
      look_at_idle(*connection);
      connection->stream().timer(now);
      pump(*connection);
    }
    list_deadline(*connection);
    ASSAY_ASSERT(!connection->listed_deadline || *connection->listed_deadline > now.monotonic);
  }
  end_detached(now.monotonic);
  if (hour_at_ && *hour_at_ <= now.monotonic) pass_hour();
  for (const Feature& feature : features_) {
    if (!feature.due) continue;
    const std::optional<Instant> at = feature.next_deadline(context_);
    if (at && *at <= now.monotonic) feature.due(context_);
  }
  settle();
}

void Router::pass_hour() {
  hour_at_ = turn_.now().monotonic + kHour;
  for (const Feature& feature : features_) {
    if (feature.hourly) feature.hourly(context_);
  }
}

std::optional<Instant> Router::next_deadline() const {
  std::optional<Instant> first = hour_at_;
  const auto consider = [&](const std::optional<Instant>& other) {
    if (other && (!first || *other < *first)) first = other;
  };
  consider(deadlines_.next());
  consider(detached_.next_deadline());
  for (const Feature& feature : features_) {
    if (feature.due) consider(feature.next_deadline(context_));
  }
  return first;
}

void Router::open(Conn id, const Opened& opened) {
  if (const std::string why = refusal_of(opened.peer); !why.empty()) {
    pending_.push_back(Abort{id});
    return say_refused(why);
  }
  const bool direct_tls = opened.listener == "c2s-tls";
  const auto& binding = config_.login_binding_listeners;
  const bool binds_logins = std::find(binding.begin(), binding.end(), opened.listener) != binding.end();
  auto connection =
      std::make_unique<Connection>(id, opened.peer,
                                   stream::ServerStream(binds_logins ? binding_settings_ : settings_, accounts_, random_,
                                                        direct_tls ? stream::FirstOctets::Tls : stream::FirstOctets::Plain, turn_.now()));
  touch(*connection);
  say(LogLevel::Debug, *connection, "opened on " + opened.listener);
  if (direct_tls) pending_.push_back(Secure{id, TlsSide::Server, {}});
  ++of_address_[opened.peer.host];
  const bool fresh = connections_.emplace(id, std::move(connection)).second;
  ASSAY_ASSERT(fresh);
}

std::string Router::refusal_of(const Endpoint& peer) const {
  const Limits& limits = config_.limits;
  if (shutting_down_) return "the server shuts down";
  if (connections_.size() >= limits.connections) return "there are " + std::to_string(limits.connections) + " (limit connections)";
  const auto same_address = of_address_.find(peer.host);
  if (same_address != of_address_.end() && same_address->second >= limits.connections_per_address) {
    return peer.host + " has " + std::to_string(limits.connections_per_address) + " (limit connections_per_address)";
  }
  return {};
}

// RFC 6120 section 4.9.3.19.
void Router::shut_down(const Now& now) {
  turn_.set_now(now);
  shutting_down_ = true;
  std::vector<Conn> all;
  all.reserve(connections_.size());
  for (const auto& [id, connection] : connections_) all.push_back(id);
  std::sort(all.begin(), all.end());
  for (const Conn id : all) {
    Connection* connection = find(id);
    if (connection && !connection->cut && !connection->stream().is_ended()) end(*connection, {"system-shutdown", {}, {}});
    settle();
  }
  // Nobody will resume them.
  end_detached(Instant::max());
  for (const Feature& feature : features_) {
    if (feature.due) feature.due(context_);
  }
  settle();
}

Connection* Router::find(Conn id) {
  const auto found = connections_.find(id);
  return found == connections_.end() ? nullptr : found->second.get();
}

// --- streams ----------------------------------------------------------------------------------------------------------------------

void Router::pump(Connection& connection) {
  touch(connection);
  while (std::optional<stream::StreamEvent> event = connection.stream().next_event()) take(connection, *event);
  const std::string& username = connection.stream().facts().username;
  if (!username.empty() && connection.login_generation == 0) {
    connection.login_generation = accounts_.generation(username);
    say_login(connection, username);
  }
  if (connection.stream().failed_logins() > connection.failed_logins_said) say_failed_login(connection);
}

void Router::take(Connection& connection, stream::StreamEvent& event) {
  std::visit(overloaded{
                 [&](stream::StartTls&) {
                   release(connection);  // <proceed/> leaves in the clear
                   pending_.push_back(Secure{connection.id(), TlsSide::Server, {}});
                 },
                 [&](stream::EarlyElement& early) { stanzas_.take_early(connection, early.element); },
                 [&](stream::LoginMade& login) { log_in(connection, login); },
                 [&](stream::BindWanted& wanted) { bind(connection, wanted.request); },
                 [&](stream::ResumeWanted& wanted) { resume(connection, wanted.resume); },
                 [&](stream::FirstLevelElement& first) {
                   ASSAY_ASSERT(connection.session != nullptr);
                   stanzas_.take(*connection.session, std::move(first.element));
                 },
                 [&](stream::StreamEnded& ended) {
                   say(LogLevel::Debug, connection, ended.error ? "stream ended with " + ended.error->condition : "stream ended");
                   end_session(connection);
                 },
             },
             event);
}

bool Router::is_login_valid(Connection& connection) {
  if (accounts_.generation(connection.stream().facts().username) == connection.login_generation) return true;
  end(connection, {"conflict", "the account was registered again", "replaced"});
  return false;
}

void Router::bind(Connection& connection, const stream::BindRequest& request) {
  if (!is_login_valid(connection)) return;
  const LoginName login = connection.login();
  const jid::Jid bare = context_.address_of(login.account);
  const std::string wanted = request.resource.empty() ? random_.token(kResourceOctets) : request.resource;
  std::optional<jid::Jid> full = bare.with_resource(wanted);
  if (!full) return connection.stream().send(request.error(stanza::stanza_error("bad-request", "the resource is no resourcepart")));
  Session* older = sessions_.find(*full);
  // A device puts no other device out of its session.
  if (older && older->device != login.device) full = bare.with_resource(random_.token(kResourceOctets));
  // RFC 6120 section 7.7.2.2: whoever comes back after a cut wins over what the cut left.
  if (older && older->device == login.device) replace(*older, "the resource was bound again");
  displace_others(login, {});
  if (!begin_session(connection, *full)) return connection.stream().send(request.error(stanza::stanza_error("resource-constraint")));
  connection.stream().send(request.result(*full));
  connection.stream().bound();
  session_begins(connection);
}

void Router::replace(Session& older, const char* why) {
  older.replaced = true;
  if (Connection* ghost = older.connection) {
    ghost->stream().fail({"conflict", why, {}});
    pump(*ghost);
  } else {
    over(detached_.take(older));
  }
}

void Router::displace_others(const LoginName& login, const std::string& user_agent) {
  for (Session* older : std::vector<Session*>{sessions_.of(login.account)}) {
    if (older->device != login.device) continue;
    // XEP-0386 section 3.2: the client has come back, and what it has left is nobody's.
    if (!user_agent.empty() && older->user_agent == user_agent) {
      replace(*older, "its client has logged in again");
    } else if (!login.is_phone()) {
      replace(*older, "the companion has another session");
    }
  }
}

Session* Router::begin_session(Connection& connection, const jid::Jid& full) {
  if (sessions_.of(full.local()).size() >= config_.limits.resources && !end_oldest_detached(full.local())) return nullptr;
  connection.session = std::make_unique<Session>(connection, full);
  connection.session->device = connection.login().device;
  sessions_.add(*connection.session);
  return connection.session.get();
}

void Router::session_begins(Connection& connection) {
  say(LogLevel::Debug, connection, "session begins");
  for (const Feature& feature : features_) {
    if (feature.bound) feature.bound(context_, *connection.session);
  }
}

void Router::end(Connection& connection, const stanza::StreamError& error) {
  touch(connection);
  connection.stream().fail(error);
  to_settle_.push_back(connection.id());
}

void Router::end(Session& session, const stanza::StreamError& error) {
  if (session.connection) return end(*session.connection, error);
  to_drop_.emplace_back(LoginName{session.account(), session.device}, session.management->id);
}

void Router::end_account(const std::string& account, const stanza::StreamError& error) {
  for (const std::string& device : Companions(turn_).of(account)) endings_.push_back({account, device, error});
  accounts_.erase(account);
  endings_.push_back({account, {}, error});
}

void Router::end_device(const std::string& account, const std::string& device, const stanza::StreamError& error) {
  Companions(turn_).erase(account, device);
  endings_.push_back({account, device, error});
}

// What a session does as it ends needs what the features keep of its account, so they forget it last.
void Router::settle_ending() {
  Ending& ending = endings_.front();
  const bool is_account = ending.device.empty();
  if (!std::exchange(ending.sessions_told, true)) {
    return is_account ? context_.end_sessions(ending.account, ending.error)
                      : context_.end_sessions(ending.account, ending.device, ending.error);
  }
  if (is_account) {
    ASSAY_ASSERT(sessions_.of(ending.account).empty());
    forget_account(context_, ending.account);
  } else {
    for (const Feature& feature : features_) {
      if (feature.device_forgotten) feature.device_forgotten(context_, ending.account, ending.device);
    }
  }
  endings_.pop_front();
}

void Router::settle() {
  while (!to_settle_.empty() || !to_drop_.empty() || !endings_.empty()) {
    if (to_settle_.empty() && to_drop_.empty()) {
      settle_ending();
      continue;
    }
    if (!to_settle_.empty()) {
      const Conn id = to_settle_.back();
      to_settle_.pop_back();
      if (Connection* connection = find(id)) pump(*connection);
      continue;
    }
    const auto [login, id] = to_drop_.back();
    to_drop_.pop_back();
    Session* session = find_resumable(login, id);
    if (session && !session->connection) over(detached_.take(*session));
  }
}

void Router::end_session(Connection& connection) {
  if (connection.session) over(std::move(connection.session));
}

void Router::over(std::unique_ptr<Session> session) {
  sessions_.remove(*session);
  for (const Feature& feature : features_) {
    if (feature.closed) feature.closed(context_, *session);
  }
}

void Router::close(Connection& connection) {
  end_session(connection);
  deadlines_.move(connection.id(), connection.listed_deadline, std::nullopt);
  const auto same_address = of_address_.find(connection.peer().host);
  ASSAY_ASSERT(same_address != of_address_.end());
  if (--same_address->second == 0) of_address_.erase(same_address);
  connections_.erase(connection.id());
}

// --- the end of a turn ------------------------------------------------------------------------------------------------------------

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
