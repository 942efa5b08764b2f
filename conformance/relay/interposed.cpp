#include "conformance/relay/interposed.hpp"

#include <algorithm>

#include "conformance/relay/relay.hpp"
#include "conformance/relay/stream_text.hpp"
#include "reference/xml/namespaces.hpp"
#include "reference/xml/writer.hpp"

namespace assay::conformance::relay {

Interposed::Reading::Reading() : reader(xml::StreamPolicy::Permissive, kRelayLimits) {}

void Interposed::handle(Conn conn, const Event& event, const Now& now) {
  now_ = now;
  Stream& stream = streams_[conn];
  if (const auto* received = std::get_if<Received>(&event)) {
    const Bytes octets = passed(stream, Direction::ToClient, received->bytes);
    if (!octets.empty()) client_.handle(conn, Received{octets}, now);
    return;
  }
  if (const auto* sent_event = std::get_if<Sent>(&event)) return sent(conn, stream, sent_event->bytes);
  if (std::holds_alternative<Closed>(event)) streams_.erase(conn);
  client_.handle(conn, event, now);
}

// The client has written other octets than have left: it is told of its own, all of them as soon as nothing is under way.
void Interposed::sent(Conn conn, Stream& stream, std::size_t octets) {
  stream.unsent -= std::min(stream.unsent, octets);
  const std::size_t own = stream.unsent == 0 ? stream.told : std::min(octets, stream.told);
  stream.told -= own;
  if (own > 0) client_.handle(conn, Sent{own}, now_);
}

void Interposed::timer(const Now& now) {
  now_ = now;
  client_.timer(now);
}

void Interposed::end_turn(const Now& now) {
  now_ = now;
  client_.end_turn(now);
}

std::optional<Action> Interposed::next_action() {
  while (std::optional<Action> action = client_.next_action()) {
    auto* send = std::get_if<Send>(&*action);
    if (send == nullptr) return action;
    Stream& stream = streams_[send->conn];
    Bytes octets = passed(stream, Direction::ToServer, send->bytes);
    stream.told += send->bytes.size();
    stream.unsent += octets.size();
    if (!octets.empty()) return Send{send->conn, std::move(octets)};
  }
  return std::nullopt;
}

Bytes Interposed::passed(Stream& stream, Direction direction, ByteView octets) {
  Reading& from = direction == Direction::ToServer ? stream.to_server : stream.to_client;
  from.reader.feed(octets);
  Bytes out;
  while (auto item = from.reader.next()) {
    std::visit(overloaded{
                   [&](xml::StreamOpened& opened) {
                     from.scope = opened.default_namespace;
                     out += opening_tag(opened);
                   },
                   [&](xml::StreamElement& input) { out += passed(stream, direction, std::move(input.element)); },
                   [&](xml::StreamClosed&) { out += "</stream:stream>"; },
                   [&](xml::StreamViolation&) { out += "<!-- -->"; },
                   [&](xml::StreamBroken& broken) { out += as_broken(broken); },
               },
               *item);
  }
  return out;
}

Bytes Interposed::passed(Stream& stream, Direction direction, xml::Element element) {
  const bool restarts = direction == Direction::ToClient && (element.is(xml::ns::kTls, "proceed") || element.is(xml::ns::kSasl, "success"));
  const std::string& scope = (direction == Direction::ToServer ? stream.to_server : stream.to_client).scope;
  Bytes out;
  for (const xml::Element& one : filtered(chain_, direction, std::move(element), now_)) out += xml::write(one, scope);
  if (restarts) {  // both directions (RFC 6120 section 4.3.3)
    stream.to_server.reader.reset();
    stream.to_client.reader.reset();
  }
  return out;
}

}  // namespace assay::conformance::relay
