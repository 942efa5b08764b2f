#include "conformance/engine/handlers.hpp"

#include <algorithm>
#include <array>

#include <fmt/core.h>

#include "conformance/engine/shim_event.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

using language::Handler;

constexpr const char* kStanzaId = "urn:xmpp:sid:0";
constexpr const char* kOffline = "urn:cxmpp:offline:1";

void answer(Scene& scene, Actor& actor, const xml::Element& request) {
  if (actor.connection == nullptr || !actor.connection->can_send()) return;
  xml::Element result(xml::ns::kClient, "iq");
  result.set_attribute("type", "result");
  if (const std::string* id = request.find_attribute("id")) result.set_attribute("id", *id);
  if (const std::string* from = request.find_attribute("from")) result.set_attribute("to", *from);
  scene.send(actor, result);
}

bool is_ping(const xml::Element& element) {
  return element.is(xml::ns::kClient, "iq") && element.attribute("type") == "get" && element.find_child(kPingNamespace, "ping") != nullptr;
}

bool is_roster_push(const Actor& actor, const xml::Element& element) {
  if (!element.is(xml::ns::kClient, "iq") || element.attribute("type") != "set") return false;
  if (element.find_child(xml::ns::kRoster, "query") == nullptr) return false;
  // RFC 6121 section 2.1.6: one from anybody else is no push and must not be obeyed.
  const std::string_view from = element.attribute("from");
  return from.empty() || from == actor.bare_jid();
}

bool is_presence(const xml::Element& element) { return element.is(xml::ns::kClient, "presence") && element.attribute("type") != "error"; }

bool handle_stanza(Scene& scene, Actor& actor, const xml::Element& element) {
  if ((actor.does(Handler::Pings) && is_ping(element)) || (actor.does(Handler::RosterPushes) && is_roster_push(actor, element))) {
    answer(scene, actor, element);
    return true;
  }
  if (actor.does(Handler::Management) && element.is(kSmNamespace, "r")) {
    // One from before the connection was lost is no question on the new one.
    if (actor.connection == nullptr || !actor.connection->can_send() || !actor.connection->counts_received) return true;
    scene.send(actor, xml::Element(kSmNamespace, "a").with("h", fmt::format("{}", actor.managed.handled)));
    return true;
  }
  return (actor.does(Handler::Presence) && is_presence(element)) ||
         (actor.does(Handler::Acknowledgements) && element.is(kAckNamespace, "ack")) ||
         (actor.does(Handler::Management) && element.is(kSmNamespace, "a")) ||
         (actor.does(Handler::Mailbox) && (element.is(kOffline, "summary") || element.is(kOffline, "end")));
}

bool handle_report(const ShimEvent& event) {
  constexpr std::array<std::string_view, 12> kOwnState{"accepted",       "online",        "offline",      "contacts",
                                                       "code-requested", "registered",    "synced",       "done",
                                                       "group",          "group-invited", "group-joined", "group-receipts"};
  return std::find(kOwnState.begin(), kOwnState.end(), field(event, "event")) != kOwnState.end();
}

bool is_expected_end(const Item& item) {
  if (const auto* closed = std::get_if<PeerClosedStream>(&item)) return closed->expected;
  if (const auto* end = std::get_if<Disconnected>(&item)) return end->expected;
  if (const auto* record = std::get_if<TlsRecord>(&item)) return record->expected;
  return false;
}

}  // namespace

bool handle_by_default(Scene& scene, Actor& actor, const Item& item) {
  if (is_expected_end(item)) return true;
  if (const ShimEvent* event = std::get_if<ShimEvent>(&item)) return handle_report(*event);
  const xml::Element* element = std::get_if<xml::Element>(&item);
  return element != nullptr && handle_stanza(scene, actor, *element);
}

void taken(Scene& scene, Actor& actor, const xml::Element& element) {
  if (!actor.does(Handler::Acknowledge) || !element.is(xml::ns::kClient, "message")) return;
  if (actor.connection == nullptr || !actor.connection->acknowledges || !actor.connection->can_send()) return;
  for (const xml::Element* child : element.children()) {
    if (!child->is(kStanzaId, "stanza-id") || child->attribute("by") != actor.bare_jid()) continue;
    scene.send(actor, xml::Element(kAckNamespace, "ack").with("id", std::string(child->attribute("id"))));
  }
}

void answer_waiting_pings(Scene& scene, Actor& actor) {
  if (!actor.does(Handler::Pings)) return;
  std::erase_if(actor.inbox, [&](const Item& item) {
    const xml::Element* element = std::get_if<xml::Element>(&item);
    if (element == nullptr || !is_ping(*element)) return false;
    answer(scene, actor, *element);
    return true;
  });
}

}  // namespace assay::conformance::engine
