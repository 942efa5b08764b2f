#include "conformance/relay/interposed.hpp"

#include <algorithm>
#include <utility>

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
    Octets octets = passed(stream, Direction::ToClient, received->bytes);
    if (auto action = sending(conn, std::move(octets.back))) said_.push_back(std::move(*action));
    if (!octets.on.empty()) client_.handle(conn, Received{octets.on}, now);
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
  if (!said_.empty()) {
    Action action = std::move(said_.front());
    said_.pop_front();
    return action;
  }
  while (std::optional<Action> action = client_.next_action()) {
    auto* send = std::get_if<Send>(&*action);
    if (send == nullptr) return action;
    Stream& stream = streams_[send->conn];
    Octets octets = passed(stream, Direction::ToServer, send->bytes);
    stream.told += send->bytes.size();
    if (!octets.back.empty()) client_.handle(send->conn, Received{octets.back}, now_);
    if (auto sent = sending(send->conn, std::move(octets.on))) return sent;
  }
  return std::nullopt;
}

std::optional<Action> Interposed::sending(Conn conn, Bytes octets) {
  if (octets.empty()) return std::nullopt;
  streams_[conn].unsent += octets.size();
  return Send{conn, std::move(octets)};
}

Interposed::Octets Interposed::passed(Stream& stream, Direction direction, ByteView octets) {
  Reading& from = direction == Direction::ToServer ? stream.to_server : stream.to_client;
  // Both directions begin anew (RFC 6120 section 4.3.3), if the client agrees: it may not believe a success.
  const bool opens = direction == Direction::ToServer && (octets.starts_with("<?xml") || octets.starts_with("<stream:stream"));
  if (opens && std::exchange(stream.may_restart, false)) {
    stream.to_server.reader.reset();
    stream.to_client.reader.reset();
  }
  from.reader.feed(octets);
  Octets out;
  while (auto item = from.reader.next()) {
    std::visit(overloaded{
                   [&](xml::StreamOpened& opened) {
                     from.scope = opened.default_namespace;
                     out.on += opening_tag(opened);
                   },
                   [&](xml::StreamElement& input) { pass(stream, direction, std::move(input.element), out); },
                   [&](xml::StreamClosed&) { out.on += "</stream:stream>"; },
                   [&](xml::StreamViolation&) { out.on += "<!-- -->"; },
                   [&](xml::StreamBroken& broken) { out.on += as_broken(broken); },
               },
               *item);
  }
  return out;
}

void Interposed::pass(Stream& stream, Direction direction, xml::Element element, Octets& out) {
  if (direction == Direction::ToClient && (element.is(xml::ns::kTls, "proceed") || element.is(xml::ns::kSasl, "success")))
    stream.may_restart = true;
  const std::string& scope = (direction == Direction::ToServer ? stream.to_server : stream.to_client).scope;
  const Filtered said = filtered(chain_, direction, std::move(element), now_);
  for (const xml::Element& one : said.on) out.on += xml::write(one, scope);
  for (const xml::Element& one : said.back) out.back += xml::write(one, scope);
}

}  // namespace assay::conformance::relay
