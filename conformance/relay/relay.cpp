#include "conformance/relay/relay.hpp"

#include "conformance/relay/stream_text.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::relay {
namespace {

Direction opposite(Direction direction) { return direction == Direction::ToServer ? Direction::ToClient : Direction::ToServer; }

}  // namespace

Relay::Relay(RelayConfig config) : config_(std::move(config)) {}

void Relay::handle(Conn conn, const Event& event, const Now& now) {
  if (const auto* opened = std::get_if<Opened>(&event); opened && !is_outbound(conn)) return accept(conn, *opened);
  const auto found = pairs_.find(conn);
  if (found == pairs_.end()) return;
  const std::shared_ptr<Pair> pair = found->second;
  const Direction reading = is_outbound(conn) ? Direction::ToClient : Direction::ToServer;
  Side& self = pair->side(opposite(reading));
  std::visit(overloaded{
                 [&](const Opened&) { connected(*pair); },
                 [&](const Received& input) { received(*pair, reading, input.bytes, now); },
                 [&](const Sent& input) { self.unsent -= std::min(self.unsent, input.bytes); },
                 [](const Secured&) {},
                 [&](const PeerFinished&) { finish(*pair, reading); },
                 [&](const Closed& closed) {
                   self.open = false;
                   pairs_.erase(conn);
                   if (closed.reason == CloseReason::Finished) return finish(*pair, reading);
                   cut(*pair);
                 },
             },
             event);
}

void Relay::accept(Conn conn, const Opened& opened) {
  const auto upstream = config_.upstream.find(opened.listener);
  if (upstream == config_.upstream.end()) {
    actions_.push_back(Abort{conn});
    return;
  }
  auto pair = std::make_shared<Pair>();
  pair->direct_tls = opened.listener == "c2s-tls";
  pair->chain.push_back(without_channel_binding());
  for (auto& filter : config_.filters()) pair->chain.push_back(std::move(filter));
  pair->client.conn = conn;
  pair->client.open = true;
  pair->server.conn = outbound(next_outbound_++);
  pairs_[pair->client.conn] = pair;
  pairs_[pair->server.conn] = pair;
  if (pair->direct_tls) actions_.push_back(Secure{conn, TlsSide::Server, {}});
  actions_.push_back(Connect{pair->server.conn, upstream->second});
}

void Relay::connected(Pair& pair) {
  pair.server.open = true;
  if (pair.direct_tls) actions_.push_back(Secure{pair.server.conn, TlsSide::Client, config_.server_name});
  Bytes waiting = std::move(pair.server.waiting);
  pair.server.waiting.clear();
  if (!waiting.empty()) actions_.push_back(Send{pair.server.conn, std::move(waiting)});
}

void Relay::received(Pair& pair, Direction direction, ByteView octets, const Now& now) {
  Side& from = pair.side(opposite(direction));
  from.reader.feed(octets);
  while (auto item = from.reader.next()) forward(pair, direction, std::move(*item), now);
}

void Relay::forward(Pair& pair, Direction direction, xml::StreamItem item, const Now& now) {
  Side& from = pair.side(opposite(direction));
  std::visit(overloaded{
                 [&](xml::StreamOpened& opened) {
                   from.scope = opened.default_namespace;
                   write(pair, direction, opening_tag(opened));
                 },
                 [&](xml::StreamElement& input) { element(pair, direction, std::move(input.element), now); },
                 [&](xml::StreamClosed&) { write(pair, direction, "</stream:stream>"); },
                 [&](xml::StreamViolation&) { write(pair, direction, "<!-- -->"); },
                 [&](xml::StreamBroken& broken) { write(pair, direction, as_broken(broken)); },
             },
             item);
}

void Relay::element(Pair& pair, Direction direction, xml::Element element, const Now& now) {
  Side& from = pair.side(opposite(direction));
  const bool proceed = direction == Direction::ToClient && element.is(xml::ns::kTls, "proceed");
  const bool success = direction == Direction::ToClient && element.is(xml::ns::kSasl, "success");
  const Filtered out = filtered(pair.chain, direction, std::move(element), now);
  for (const xml::Element& one : out.on) write(pair, direction, xml::write(one, from.scope));
  for (const xml::Element& one : out.back) write(pair, opposite(direction), xml::write(one, from.scope));
  if (proceed) {
    actions_.push_back(Secure{pair.client.conn, TlsSide::Server, {}});
    actions_.push_back(Secure{pair.server.conn, TlsSide::Client, config_.server_name});
  }
  if (proceed || success) {  // both directions restart (RFC 6120 section 4.3.3)
    pair.client.reader.reset();
    pair.server.reader.reset();
  }
}

void Relay::write(Pair& pair, Direction direction, Bytes octets) {
  Side& to = pair.side(direction);
  if (to.finished) return;
  to.unsent += octets.size();
  if (to.unsent > config_.output_octets) return cut(pair);
  if (to.open) {
    actions_.push_back(Send{to.conn, std::move(octets)});
  } else {
    to.waiting += octets;
  }
}

void Relay::finish(Pair& pair, Direction direction) {
  Side& to = pair.side(direction);
  if (!to.open || to.finished) return;
  to.finished = true;
  actions_.push_back(Finish{to.conn});
}

void Relay::cut(Pair& pair) {
  for (Side* side : {&pair.client, &pair.server}) {
    if (pairs_.erase(side->conn) != 0) actions_.push_back(Abort{side->conn});
    side->open = false;
    side->finished = true;
  }
}

void Relay::timer(const Now&) {}
void Relay::end_turn(const Now&) {}

std::optional<Action> Relay::next_action() {
  if (actions_.empty()) return std::nullopt;
  Action action = std::move(actions_.front());
  actions_.pop_front();
  return action;
}

std::optional<Instant> Relay::next_deadline() const { return std::nullopt; }

}  // namespace assay::conformance::relay
