// The Blocking Command (XEP-0191): the list and its pushes, what its owner may not send to those on it, and what does not come from them.
// One deviation, declared in spec chapter 04: a message from a blocked sender is accepted and dropped (MSG-15; messages.cpp).

#include "reference/stanza/blocking.hpp"

#include <algorithm>

#include "reference/server/blocks.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/presences.hpp"
#include "reference/server/rosters.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

namespace blocking_ = stanza::blocking;
using blocking_::Command;
using blocking_::Verb;

constexpr std::size_t kPushIdOctets = 12;

IqAnswer list(const Context& context, Session& session, const xml::Element&, const xml::Element&) {
  context.outlet.touch(session);
  session.follows_blocks = true;
  return Command{Verb::List, Blocks(context).all(session.account())}.write();
}

void push(const Context& context, const Session& changer, const Command& command) {
  for (Session* session : context.sessions.of(changer.account())) {
    if (!session->follows_blocks) continue;
    xml::Element iq = stanza::request("set", context.random.token(kPushIdOctets), command.write());
    iq.set_attribute("to", session->full_text);
    context.send(*session, iq);
  }
}

bool covers(const jid::Jid& item, const jid::Jid& peer) {
  return item == peer || item == peer.bare() || (item.is_domain() && item.domain() == peer.domain());
}

xml::Element unavailable(const Session& from) {
  return xml::Element(xml::ns::kClient, "presence").with("type", "unavailable").with("from", from.full_text);
}

// Section 3.3: whoever saw the account sees it leave, as a contact or because presence was sent to him directly.
void disappear(const Context& context, const std::string& account, const jid::Jid& item) {
  for (const RosterRecord& record : Rosters(context).all(account)) {
    if (!record.sees_us()) continue;
    if (covers(item, record.item.jid)) hide_presence(context, account, record.item.jid.local());
    Session* one = !item.is_bare() && item.bare() == record.item.jid ? context.sessions.find(item) : nullptr;
    for (const Session* session : context.sessions.of(account)) {
      if (one && session->is_available()) context.send(*one, unavailable(*session));
    }
  }
  for (Session* session : context.sessions.of(account)) {
    std::erase_if(session->directed, [&](const std::string& text) {
      const std::optional<jid::Jid> target = jid::Jid::parse(text);
      if (!target || !covers(item, *target)) return false;
      if (target->is_bare()) send_presence(context, unavailable(*session), target->local());
      Session* one = target->is_bare() ? nullptr : context.sessions.find(*target);
      if (one) context.send(*one, unavailable(*session));
      return true;
    });
  }
}

// Section 3.4; and what the contact showed meanwhile.
void reappear(const Context& context, const std::string& account, const std::vector<jid::Jid>& items) {
  const Blocks blocks(context);
  for (const RosterRecord& record : Rosters(context).all(account)) {
    const jid::Jid& contact = record.item.jid;
    const auto concerns = [&](const jid::Jid& item) { return covers(item, contact) || item.bare() == contact; };
    if (blocks.has(account, contact) || std::none_of(items.begin(), items.end(), concerns)) continue;
    if (record.sees_us()) show_presence(context, account, contact.local());
    if (record.we_see()) show_presence(context, contact.local(), account);
  }
}

IqAnswer block(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Command> command = Command::parse(payload);
  if (!command || command->items.empty()) return fail(stanza::stanza_error("bad-request"));
  const Blocks blocks(context);
  const std::string& account = session.account();
  if (blocks.count(account) + command->items.size() > context.limits().roster_items)
    return fail(stanza::stanza_error("resource-constraint"));
  for (const jid::Jid& item : command->items) {
    if (!blocks.has(account, item)) disappear(context, account, item);
    blocks.add(account, item);
  }
  push(context, session, *command);
  return std::nullopt;
}

IqAnswer unblock(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Command> command = Command::parse(payload);
  if (!command) return fail(stanza::stanza_error("bad-request"));
  const Blocks blocks(context);
  const std::vector<jid::Jid> items = command->items.empty() ? blocks.all(session.account()) : command->items;
  for (const jid::Jid& item : items) blocks.remove(session.account(), item);
  push(context, session, *command);
  reappear(context, session.account(), items);
  return std::nullopt;
}

bool is_wanted_by(const Context& context, const jid::Jid& to, const Session& from) {
  return !context.is_local(to) || !Blocks(context).has(to.local(), from.full);
}

// Section 3.3: the owner of the list is told that his own list is in the way.
Verdict message(const Context& context, Session& session, xml::Element& stanza) {
  const std::optional<jid::Jid> to = jid::Jid::parse(stanza.attribute("to"));
  if (!to || !Blocks(context).has(session.account(), *to)) return Verdict::Pass;
  context.refuse(session, stanza, blocking_::blocked_error());
  return Verdict::Taken;
}

// To those who want none of it presence goes unanswered.
Verdict presence(const Context& context, Session& session, xml::Element& stanza) {
  const std::optional<jid::Jid> to = jid::Jid::parse(stanza.attribute("to"));
  if (!to) return Verdict::Pass;
  if (message(context, session, stanza) == Verdict::Taken) return Verdict::Taken;
  return is_wanted_by(context, *to, session) ? Verdict::Pass : Verdict::Taken;
}

Verdict iq_to_other(const Context& context, Session& session, const xml::Element& iq, const jid::Jid& to) {
  if (Blocks(context).has(session.account(), to)) {
    context.refuse(session, iq, blocking_::blocked_error());
    return Verdict::Taken;
  }
  if (is_wanted_by(context, to, session)) return Verdict::Pass;
  context.refuse(session, iq, stanza::stanza_error("service-unavailable"));
  return Verdict::Taken;
}

void forgotten(const Context& context, const std::string& account) {
  const Blocks blocks(context);
  for (const jid::Jid& item : blocks.all(account)) blocks.remove(account, item);
}

IqHandler handler(const char* type, Verb verb, IqAnswer (*answer)(const Context&, Session&, const xml::Element&, const xml::Element&)) {
  return {.type = type,
          .ns = blocking_::kNs,
          .local = std::string{blocking_::name_of(verb)},
          .target = IqHandler::Target::Account,
          .answer = answer};
}

}  // namespace

Feature blocking() {
  return {.name = "blocking",
          .disco = {blocking_::kNs},
          .iq = {handler("get", Verb::List, list), handler("set", Verb::Block, block), handler("set", Verb::Unblock, unblock)},
          .message = message,
          .presence = presence,
          .iq_to_other = iq_to_other,
          .forgotten = forgotten};
}

}  // namespace assay::server::features
