#include "conformance/engine/intake.hpp"

#include <algorithm>
#include <utility>

#include <fmt/core.h>

#include "conformance/engine/handlers.hpp"
#include "conformance/engine/http_request.hpp"
#include "conformance/engine/shim_event.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

constexpr const char* kSasl2Namespace = "urn:xmpp:sasl:2";
constexpr const char* kBind2Namespace = "urn:xmpp:bind:0";

// After its stream error a peer closes by itself; a client may leave the server that we play whenever it likes.
// And HTTP ends with its answer.
bool may_leave(const Connection& connection) {
  return connection.peer_failed || connection.http.is_done() || !is_outbound(connection.conn);
}

bool answers_fence(Actor& actor, const xml::Element& element) {
  if (!element.is(xml::ns::kClient, "iq")) return false;
  if (element.attribute("type") != "result" && element.attribute("type") != "error") return false;
  for (FencePing& ping : actor.pings) {
    if (ping.id != element.attribute("id")) continue;
    ping.answered = true;
    return true;
  }
  return false;
}

// SASL2 with Bind 2 (XEP-0386): a full address says that a resource is bound.
void observe_login(Scene& scene, Actor& actor, Connection& connection, const xml::Element& success) {
  const xml::Element* identifier = success.find_child(kSasl2Namespace, "authorization-identifier");
  if (identifier == nullptr || identifier->text().find('/') == std::string::npos) return;
  connection.bound = true;
  scene.set_variable(actor, "full", identifier->text());
  const xml::Element* bound = success.find_child(kBind2Namespace, "bound");
  if (bound != nullptr && bound->find_child(kAckNamespace, "enabled") != nullptr) connection.acknowledges = true;
}

void observe(Scene& scene, Actor& actor, Connection& connection, const xml::Element& element) {
  if (element.is(xml::ns::kStreams, "error")) connection.peer_failed = true;
  if (!is_outbound(connection.conn)) return;
  if (element.is(xml::ns::kSasl, "success")) connection.reader.reset();  // RFC 6120 section 6.4.6
  if (element.is(kAckNamespace, "enabled")) connection.acknowledges = true;
  if (element.is(kSasl2Namespace, "success")) observe_login(scene, actor, connection, element);
  const xml::Element* bind = element.attribute("type") == "result" ? element.find_child(xml::ns::kBind, "bind") : nullptr;
  const xml::Element* jid = bind == nullptr ? nullptr : bind->find_child(xml::ns::kBind, "jid");
  if (jid == nullptr) return;
  connection.bound = true;
  scene.set_variable(actor, "full", jid->text());
}

void deliver(Scene& scene, Actor& actor, Connection& connection, Item item) {
  std::deque<Item>& box = actor.connection == &connection ? actor.inbox : connection.early;
  if (box.size() >= Actor::kInboxItems) {
    if (connection.phase == Phase::Over) return;
    scene.abort(connection);
    item = Disconnected{true, CloseReason::Local, "too many stanzas that nobody read", false};
  }
  box.push_back(std::move(item));
}

void element_arrived(Scene& scene, Actor& actor, Connection& connection, xml::Element element) {
  scene.transcript.stanza({connection.peer_lane, actor.name()}, element);
  count_received(scene, actor, connection, element);
  if (answers_fence(actor, element)) return;
  observe(scene, actor, connection, element);
  deliver(scene, actor, connection, std::move(element));
}

void item_arrived(Scene& scene, Actor& actor, Connection& connection, xml::StreamItem item) {
  const Arrow arrow{connection.peer_lane, actor.name()};
  std::visit(overloaded{
                 [&](xml::StreamOpened& opened) {
                   scene.transcript.stream(arrow, opening_tag(opened.header));
                   deliver(scene, actor, connection, std::move(opened));
                 },
                 [&](xml::StreamElement& stanza) { element_arrived(scene, actor, connection, std::move(stanza.element)); },
                 [&](xml::StreamClosed&) {
                   scene.transcript.stream(arrow, "</stream:stream>");
                   connection.peer_closed_stream = true;
                   deliver(scene, actor, connection, PeerClosedStream{connection.closed_stream || may_leave(connection)});
                 },
                 [&](auto& violation) {
                   scene.transcript.fault(arrow, describe(Item(violation)));
                   deliver(scene, actor, connection, std::move(violation));
                 },
             },
             item);
}

void records_arrived(Scene& scene, Actor& actor, Connection& connection, ByteView octets) {
  connection.records.feed(octets);
  while (std::optional<TlsRecord> record = connection.records.next()) {
    scene.transcript.tls({connection.peer_lane, actor.name()}, describe(*record));
    record->expected = record->alert().has_value() && (connection.finished || may_leave(connection));
    deliver(scene, actor, connection, *std::move(record));
  }
}

void http_arrived(Scene& scene, Actor& actor, Connection& connection, bool peer_finished) {
  std::optional<xml::Element> message = connection.http.next(peer_finished);
  if (!message) return;
  scene.transcript.stanza({connection.peer_lane, actor.name()}, *message);
  deliver(scene, actor, connection, *std::move(message));
}

void received(Scene& scene, Actor& actor, Connection& connection, ByteView octets) {
  const bool is_first = !std::exchange(connection.heard, true);
  if (connection.http.has_begun() || (is_first && (HttpAnswerReader::begins(octets) || begins_request(octets)))) {
    connection.http.feed(octets);
    return http_arrived(scene, actor, connection, false);
  }
  if (connection.records.has_begun() || (!connection.tls && TlsRecordReader::begins(octets))) {
    return records_arrived(scene, actor, connection, octets);
  }
  if (connection.awaits_restart) {
    // RFC 6120 section 6.4.6: behind our success the client starts its stream anew, unless it leaves the old one.
    connection.awaits_restart = false;
    if (octets.starts_with("<?") || octets.starts_with("<s")) connection.reader.reset();
  }
  connection.reader.feed(octets);
  while (std::optional<xml::StreamItem> item = connection.reader.next()) item_arrived(scene, actor, connection, *std::move(item));
}

void secured(Scene& scene, Actor& actor, Connection& connection, const TlsFacts& facts) {
  connection.tls = facts;
  connection.heard = false;
  connection.reader.reset();  // RFC 6120 section 5.4.3.3: nothing said in the clear counts any more
  scene.transcript.tls({connection.peer_lane, actor.name()}, fmt::format("{} {}", facts.version, facts.cipher));
}

void peer_finished(Scene& scene, Actor& actor, Connection& connection) {
  connection.peer_finished = true;
  if (connection.http.has_begun()) http_arrived(scene, actor, connection, true);
  const Arrow arrow{connection.peer_lane, actor.name()};
  constexpr std::uint8_t kCloseNotify = 0;
  std::optional<std::uint8_t> alert;
  if (connection.tls) alert = kCloseNotify;
  if (alert) scene.transcript.tls(arrow, described_alert(*alert));
  scene.transcript.stream(arrow, "finished sending");
  const bool expected = connection.finished || connection.closed_stream || may_leave(connection);
  deliver(scene, actor, connection, Disconnected{false, CloseReason::Finished, {}, expected, alert});
  scene.finish(connection);
}

void closed(Scene& scene, Actor& actor, Connection& connection, const Closed& event) {
  if (connection.phase == Phase::Over) return;
  if (connection.http.has_begun()) http_arrived(scene, actor, connection, true);
  const bool was_open = connection.phase == Phase::Open;
  // Behind our own end, or a stream error, even a reset is no surprise: whoever closes with octets unread makes TCP send one.
  const bool ends_by_itself = event.reason == CloseReason::Finished || event.reason == CloseReason::Reset;
  const bool is_over = connection.closed_stream && connection.peer_closed_stream;  // no truncated TLS can hide anything any more
  const bool in_order = is_over || (ends_by_itself && (connection.finished || connection.closed_stream));
  const bool expected = in_order || may_leave(connection);
  const Disconnected end{true, event.reason, event.detail, expected, event.alert};
  connection.phase = Phase::Over;
  connection.end = describe(end);
  const Arrow arrow{connection.peer_lane, actor.name()};
  if (event.alert) scene.transcript.tls(arrow, described_alert(*event.alert));
  if (event.reason == CloseReason::Finished) {
    scene.transcript.stream(arrow, connection.end);
  } else {
    scene.transcript.fault(arrow, connection.end);
  }
  const bool is_known = connection.peer_finished && event.reason == CloseReason::Finished;
  if (was_open && !is_known) deliver(scene, actor, connection, end);
}

void opened(Scene& scene, Conn conn, const Opened& event) {
  if (Connection* connection = scene.find_connection(conn); connection != nullptr && is_outbound(conn)) {
    connection->phase = Phase::Open;
    scene.pace.took(scene.now.monotonic - connection->asked_at);
    if (const Actor* actor = scene.owner_of(*connection)) scene.transcript.stream({actor->name(), connection->peer_lane}, "connected");
    return;
  }
  Actor* actor = is_outbound(conn) ? nullptr : scene.find_actor(event.listener);
  const Connection* connection = actor == nullptr ? nullptr : scene.accepted(conn, *actor);
  if (connection == nullptr) {
    scene.actions.push_back(Abort{conn});
  } else {
    scene.transcript.stream({connection->peer_lane, actor->name()}, "connected");
  }
}

}  // namespace

void take_in(Scene& scene, Conn conn, const Event& event) {
  scene.is_quiet = false;
  if (const Opened* opening = std::get_if<Opened>(&event)) return opened(scene, conn, *opening);
  Connection* connection = scene.find_connection(conn);
  Actor* actor = connection == nullptr ? nullptr : scene.owner_of(*connection);
  if (actor == nullptr) return;
  std::visit(overloaded{
                 [&](const Received& event_) { received(scene, *actor, *connection, event_.bytes); },
                 [&](const Secured& event_) { secured(scene, *actor, *connection, event_.facts); },
                 [&](const PeerFinished&) { peer_finished(scene, *actor, *connection); },
                 [&](const Closed& event_) { closed(scene, *actor, *connection, event_); },
                 [&](const auto&) {},
             },
             event);
}

void take_in_code(Scene& scene, std::string_view number, std::string_view code) {
  for (const auto& actor : scene.cast()) {
    if (actor->number() != number || !actor->has_own_account() || actor->codes.size() >= Actor::kCodes) continue;
    scene.transcript.masking().hide(code);
    scene.transcript.note(actor->name(), "a code comes by SMS");
    actor->codes.emplace_back(code);
  }
}

void take_in_wake_up(Scene& scene, std::string_view node, std::string_view said) {
  for (const auto& actor : scene.cast()) {
    if (!actor->is_reached_at(node) || actor->wake_ups.size() >= Actor::kWakeUps) continue;
    scene.transcript.note(actor->name(), "is woken up");
    actor->wake_ups.emplace_back(said);
  }
}

void take_in_line(Scene& scene, Actor& actor, std::string_view line) {
  scene.is_quiet = false;
  scene.transcript.line({actor.name(), "shim"}, line);
  std::optional<ShimEvent> event = parse_shim_event(line);
  if (!event) {
    actor.shim_fault =
        fmt::format("the shim of {} wrote a line that is no JSON object: {}", actor.name(), shortened(std::string(line), 200));
    return;
  }
  const std::string kind = field(*event, "event");
  if (kind == "unsupported") {
    actor.shim_lacks_verb = true;
    actor.lacked_verb = shortened(field(*event, "do"), 48);
    return;
  }
  const auto ping = std::find_if(actor.pings.begin(), actor.pings.end(),
                                 [&](const FencePing& sent) { return kind == "synced" && sent.id == field(*event, "tag"); });
  if (ping != actor.pings.end()) {
    ping->answered = true;
  } else if (actor.inbox.size() < Actor::kInboxItems) {
    actor.inbox.emplace_back(*std::move(event));
  }
}

}  // namespace assay::conformance::engine
