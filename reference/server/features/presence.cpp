// Exchanging presence (RFC 6121 section 4): initial, later, unavailable, directed, probes.

#include <charconv>
#include <set>
#include <utility>

#include "reference/server/feature.hpp"
#include "reference/server/presences.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/subscriptions.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

namespace ns = xml::ns;

// Section 4.7.2.3: -128 to 127; nothing for anything else.
std::optional<int> priority_of(const xml::Element& presence) {
  const xml::Element* child = presence.find_child(ns::kClient, "priority");
  if (!child) return 0;
  const std::string text = child->text();
  const char* begin = text.data() + (!text.empty() && text[0] == '+' ? 1 : 0);
  int value = 0;
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < -128 || value > 127) return std::nullopt;
  return value;
}

void broadcast(const Context& context, const Session& session, const xml::Element& presence, const std::vector<RosterRecord>& roster) {
  for (const RosterRecord& record : roster) {
    if (record.sees_us()) send_presence(context, presence, record.item.jid.local());
  }
  // An entity is subscribed to its own presence (section 4.2.2).
  send_presence(context, presence, session.account());
}

void tell_features(const Context& context, Session& session) {
  for (const Feature& feature : context.outlet.features()) {
    if (feature.presence_changed) feature.presence_changed(context, session);
  }
}

// Section 4.3: what a probe to each contact would bring.
void show_contacts(const Context& context, Session& session, const std::vector<RosterRecord>& roster) {
  for (const RosterRecord& record : roster) {
    if (record.we_see()) show_presence(context, record.item.jid.local(), session);
  }
  for (const Session* other : context.sessions.of(session.account())) {
    if (other == &session || !other->presence) continue;
    xml::Element presence = *other->presence;
    presence.set_attribute("to", session.bare_text);
    context.send(session, presence);
  }
}

void become_available(const Context& context, Session& session, const xml::Element& stanza) {
  const std::optional<int> priority = priority_of(stanza);
  if (!priority) return context.refuse(session, stanza, stanza::stanza_error("bad-request"));
  context.outlet.touch(session);
  const bool initial = !session.is_available();
  session.presence = stanza;
  session.priority = *priority;
  const std::vector<RosterRecord> roster = Rosters(context).all(session.account());
  broadcast(context, session, stanza, roster);
  if (initial) {
    show_contacts(context, session, roster);
    show_pending_requests(context, session);
  }
  tell_features(context, session);
}

// The sessions that a directed presence to the address reached.
std::vector<Session*> reached(const Context& context, const jid::Jid& address) {
  std::vector<Session*> sessions;
  for (Session* session : context.sessions.of(address.local())) {
    if (address.is_bare() ? session->is_available() : session->full == address) sessions.push_back(session);
  }
  return sessions;
}

// To everyone who saw the session, contact or not (sections 4.5.2 and 4.6.3), and to each once.
void broadcast_unavailable(const Context& context, Session& session, const xml::Element& stanza) {
  const Rosters rosters(context);
  broadcast(context, session, stanza, rosters.all(session.account()));
  std::set<const Session*> told;  // looked up only
  for (const std::string& target : std::exchange(session.directed, {})) {
    const std::optional<jid::Jid> jid = jid::Jid::parse(target);
    if (!jid) continue;
    const std::optional<RosterRecord> record = rosters.find(session.account(), jid->bare());
    const bool is_subscribed = jid->bare() == session.bare || (record && record->sees_us());
    for (Session* observer : reached(context, *jid)) {
      if ((is_subscribed && observer->is_available()) || !told.insert(observer).second) continue;
      xml::Element presence = stanza;
      presence.set_attribute("to", observer->bare_text);
      context.send(*observer, presence);
    }
  }
}

void become_unavailable(const Context& context, Session& session, const xml::Element& stanza) {
  if (!session.is_available() && session.directed.empty()) return;
  context.outlet.touch(session);
  broadcast_unavailable(context, session, stanza);
  session.presence.reset();
  tell_features(context, session);
}

void direct(const Context& context, Session& session, const xml::Element& stanza, const jid::Jid& to, bool available) {
  if (!context.is_local(to) || to.is_domain()) return;
  context.outlet.touch(session);
  if (!available) {
    std::erase_if(session.directed, [&](const std::string& text) {
      const std::optional<jid::Jid> target = jid::Jid::parse(text);
      return !target || *target == to || (to.is_bare() && target->bare() == to);
    });
  } else if (session.directed.size() < context.limits().roster_items) {
    session.directed.insert(to.text());
  } else {
    return context.refuse(session, stanza, stanza::stanza_error("resource-constraint"));
  }
  if (to.is_bare()) return send_presence(context, stanza, to.local());
  if (Session* target = context.sessions.find(to)) context.send(*target, stanza);
}

// Section 4.3.2: those who may not see the account learn nothing of its presence.
void probe(const Context& context, Session& session, const jid::Jid& to) {
  if (!context.is_local(to) || to.is_domain()) return;
  const std::optional<RosterRecord> record = Rosters(context).find(to.local(), session.bare);
  if (to.bare() == session.bare || (record && record->sees_us())) return show_presence(context, to.local(), session);
  context.send(
      session,
      xml::Element(ns::kClient, "presence").with("type", "unsubscribed").with("from", to.bare().text()).with("to", session.bare_text));
}

Verdict take(const Context& context, Session& session, xml::Element& stanza) {
  const std::string_view type = stanza.attribute("type");
  const std::optional<jid::Jid> to = jid::Jid::parse(stanza.attribute("to"));
  if (type.empty() || type == "unavailable") {
    if (to) {
      direct(context, session, stanza, *to, type.empty());
    } else if (type.empty()) {
      become_available(context, session, stanza);
    } else {
      become_unavailable(context, session, stanza);
    }
    return Verdict::Taken;
  }
  if (type == "probe") {
    if (to) probe(context, session, *to);
    return Verdict::Taken;
  }
  if (type == "error") {
    Session* target = to && !to->is_bare() && context.is_local(*to) ? context.sessions.find(*to) : nullptr;
    if (target) context.send(*target, stanza);
    return Verdict::Taken;
  }
  return Verdict::Pass;
}

void closed(const Context& context, Session& session) {
  if (!session.is_available() && session.directed.empty()) return;
  broadcast_unavailable(context, session,
                        xml::Element(ns::kClient, "presence").with("type", "unavailable").with("from", session.full_text));
}

}  // namespace

Feature presence() { return {.name = "presence", .presence = take, .closed = closed}; }

}  // namespace assay::server::features
