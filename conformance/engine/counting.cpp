#include "conformance/engine/counting.hpp"

#include <charconv>
#include <vector>

#include "conformance/engine/handlers.hpp"
#include "conformance/engine/scene.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

// SASL2 (XEP-0388) and Bind 2 (XEP-0386), which carry what else stands by itself.
constexpr const char* kSasl2Namespace = "urn:xmpp:sasl:2";
constexpr const char* kBind2Namespace = "urn:xmpp:bind:0";

bool is_stanza(const xml::Element& element) {
  return element.ns() == xml::ns::kClient && (element.local() == "message" || element.local() == "presence" || element.local() == "iq");
}

std::uint32_t count_in(const xml::Element& element) {
  const std::string_view text = element.attribute("h");
  std::uint32_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

// A client's session, as the server that the engine plays sees it: counted the same way, the other way round.
void resumed_as_server(Actor& actor, const xml::Element& element) {
  actor.managed.handled = count_in(element);
  actor.connection->counts_sent = true;
  actor.connection->counts_received = true;
}

// The session of before goes on here, as it was.
void resumed(Scene& scene, Actor& actor, Connection& connection) {
  connection.counts_sent = true;
  connection.counts_received = true;
  connection.bound = true;
  connection.acknowledges = actor.managed.acknowledges;
  if (!actor.managed.full.empty()) scene.set_variable(actor, "full", actor.managed.full);
}

// What SASL2 (XEP-0388) carries inline, on its way in that direction: the elements are those that else stand by themselves.
std::vector<const xml::Element*> inline_of(const xml::Element& login) {
  std::vector<const xml::Element*> all;
  const bool success = login.is(kSasl2Namespace, "success");
  if (!success && !login.is(kSasl2Namespace, "authenticate")) return all;
  for (const xml::Element* child : login.children()) {
    if (child->ns() == kSmNamespace) all.push_back(child);
    if (!success || !child->is(kBind2Namespace, "bound")) continue;
    for (const xml::Element* answer : child->children()) all.push_back(answer);
  }
  return all;
}

std::string identifier_in(const xml::Element& success) {
  const xml::Element* identifier = success.find_child(kSasl2Namespace, "authorization-identifier");
  return identifier == nullptr ? std::string() : identifier->text();
}

}  // namespace

void count_sent(Actor& actor, const xml::Element& element) {
  for (const xml::Element* child : inline_of(element)) count_sent(actor, *child);
  if (element.is(kSmNamespace, "enable")) {
    actor.managed.sent = 0;
    actor.connection->counts_sent = true;
  } else if (element.is(kSmNamespace, "enabled")) {
    actor.managed.sent = 0;
    actor.connection->counts_sent = true;
  } else if (element.is(kSmNamespace, "resume")) {
    actor.managed.handled = count_in(element);
  } else if (element.is(kSmNamespace, "resumed")) {
    resumed_as_server(actor, element);
  } else if (is_stanza(element) && actor.connection->counts_sent) {
    ++actor.managed.sent;
  }
}

void count_received(Scene& scene, Actor& actor, Connection& connection, const xml::Element& element) {
  for (const xml::Element* child : inline_of(element)) {
    count_received(scene, actor, connection, *child);
    if (!child->is(kSmNamespace, "enabled")) continue;
    // Nothing was sent on this stream before it was bound.
    actor.managed.sent = 0;
    actor.managed.full = identifier_in(element);
    connection.counts_sent = true;
  }
  if (element.is(kSmNamespace, "enabled")) {
    actor.managed.handled = 0;
    actor.managed.full = actor.record().fields["full"];
    actor.managed.acknowledges = connection.acknowledges;
    connection.counts_received = true;
  } else if (element.is(kSmNamespace, "resumed")) {
    actor.managed.sent = count_in(element);
    resumed(scene, actor, connection);
  } else if (element.is(kSmNamespace, "enable")) {
    actor.managed.handled = 0;
    connection.counts_received = true;
  } else if (element.is(kAckNamespace, "enabled")) {
    actor.managed.acknowledges = true;
  } else if (is_stanza(element) && connection.counts_received) {
    ++actor.managed.handled;
  }
}

}  // namespace assay::conformance::engine
