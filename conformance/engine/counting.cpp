#include "conformance/engine/counting.hpp"

#include <charconv>

#include "conformance/engine/handlers.hpp"
#include "conformance/engine/scene.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::conformance::engine {

namespace {

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

}  // namespace

void count_sent(Actor& actor, const xml::Element& element) {
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
