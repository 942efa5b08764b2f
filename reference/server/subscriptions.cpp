#include "reference/server/subscriptions.hpp"

#include <utility>

#include "reference/server/presences.hpp"
#include "reference/server/rosters.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

using stanza::roster::Subscription;

Subscription with_to(Subscription s) { return s == Subscription::From || s == Subscription::Both ? Subscription::Both : Subscription::To; }
Subscription with_from(Subscription s) {
  return s == Subscription::To || s == Subscription::Both ? Subscription::Both : Subscription::From;
}
Subscription without_to(Subscription s) {
  return s == Subscription::From || s == Subscription::Both ? Subscription::From : Subscription::None;
}
Subscription without_from(Subscription s) {
  return s == Subscription::To || s == Subscription::Both ? Subscription::To : Subscription::None;
}

xml::Element presence(const Context& context, const char* type, const std::string& from, const std::string& to) {
  return xml::Element(xml::ns::kClient, "presence")
      .with("type", type)
      .with("from", context.address_of(from).text())
      .with("to", context.address_of(to).text());
}

void tell(const Context& context, const xml::Element& stanza, const std::string& account) {
  for (Session* session : context.sessions.of(account)) {
    if (session->is_available()) context.send(*session, stanza);
  }
}

// Section 3.1.6: `account` learns that `contact` lets it see its presence.
void receive_subscribed(const Context& context, const std::string& account, const std::string& contact) {
  const Rosters rosters(context);
  RosterRecord record = rosters.find_or_new(account, context.address_of(contact));
  if (!record.item.ask) return;
  record.item.ask = false;
  record.item.subscription = with_to(record.item.subscription);
  tell(context, presence(context, "subscribed", contact, account), account);
  rosters.put(account, record);
  show_presence(context, contact, account);
}

}  // namespace

void subscribe(const Context& context, const std::string& account, const jid::Jid& contact, const xml::Element& stanza) {
  if (contact.local() == account) return;
  const Rosters rosters(context);
  RosterRecord ours = rosters.find_or_new(account, contact);
  if (!ours.we_see() && !ours.item.ask) {
    ours.item.ask = true;
    ours.matched = false;
    rosters.put(account, ours);
  }
  // Section 3.1.2: what the asker sees of it does not tell whether there is such an account.
  if (!context.accounts.exists(contact.local())) return;
  RosterRecord theirs = rosters.find_or_new(contact.local(), context.address_of(account));
  // Section 3.1.3: whoever already sees us is told so again, without asking the user.
  if (theirs.sees_us()) return receive_subscribed(context, account, contact.local());
  // What others can make a roster remember has a limit too.
  if (!rosters.find(contact.local(), context.address_of(account)) && rosters.count(contact.local()) >= 2 * context.limits().roster_items)
    return;
  xml::Element request = stanza;
  request.set_attribute("from", context.address_of(account).text());
  request.set_attribute("to", contact.bare().text());
  tell(context, request, contact.local());
  if (std::exchange(theirs.pending_in, true)) return;
  rosters.put(contact.local(), theirs);
}

void subscribed(const Context& context, const std::string& account, const jid::Jid& contact) {
  const Rosters rosters(context);
  RosterRecord ours = rosters.find_or_new(account, contact);
  if (!ours.pending_in) return;
  ours.pending_in = false;
  ours.matched = false;
  ours.item.subscription = with_from(ours.item.subscription);
  rosters.put(account, ours);
  receive_subscribed(context, contact.local(), account);
}

void unsubscribe(const Context& context, const std::string& account, const jid::Jid& contact) {
  const Rosters rosters(context);
  RosterRecord ours = rosters.find_or_new(account, contact);
  if (ours.we_see() || ours.item.ask) {
    ours.item.ask = false;
    ours.item.subscription = without_to(ours.item.subscription);
    rosters.put(account, ours);
  }
  RosterRecord theirs = rosters.find_or_new(contact.local(), context.address_of(account));
  if (!theirs.sees_us() && !theirs.pending_in) return;
  const bool saw = theirs.sees_us();
  theirs.pending_in = false;
  theirs.item.subscription = without_from(theirs.item.subscription);
  tell(context, presence(context, "unsubscribe", account, contact.local()), contact.local());
  rosters.put(contact.local(), theirs);
  if (saw) hide_presence(context, contact.local(), account);
}

void unsubscribed(const Context& context, const std::string& account, const jid::Jid& contact) {
  const Rosters rosters(context);
  RosterRecord ours = rosters.find_or_new(account, contact);
  if (!ours.sees_us() && !ours.pending_in) return;
  const bool saw = ours.sees_us();
  ours.pending_in = false;
  ours.item.subscription = without_from(ours.item.subscription);
  rosters.put(account, ours);
  RosterRecord theirs = rosters.find_or_new(contact.local(), context.address_of(account));
  if (!theirs.we_see() && !theirs.item.ask) return;
  theirs.item.ask = false;
  theirs.item.subscription = without_to(theirs.item.subscription);
  if (saw) hide_presence(context, account, contact.local());
  tell(context, presence(context, "unsubscribed", account, contact.local()), contact.local());
  rosters.put(contact.local(), theirs);
}

void show_pending_requests(const Context& context, Session& session) {
  for (const RosterRecord& record : Rosters(context).all(session.account())) {
    if (record.pending_in) context.send(session, presence(context, "subscribe", record.item.jid.local(), session.account()));
  }
}

void make_mutual(const Context& context, const std::string& account, const std::string& contact) {
  const Rosters rosters(context);
  for (const auto& [owner, other] : {std::pair{account, contact}, std::pair{contact, account}}) {
    RosterRecord record = rosters.find_or_new(owner, context.address_of(other));
    const bool saw = record.we_see();
    if (record.item.subscription == Subscription::Both) continue;
    record.item.subscription = Subscription::Both;
    record.item.ask = false;
    record.pending_in = false;
    rosters.put(owner, record);
    if (!saw) show_presence(context, other, owner);
  }
}

}  // namespace assay::server
