#include "reference/server/router.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/server/acknowledging.hpp"

namespace assay::server {
namespace {

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

}  // namespace assay::server
