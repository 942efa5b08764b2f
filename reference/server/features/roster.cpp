// The roster (RFC 6121 section 2): get, set, remove, pushes.

#include "reference/stanza/roster.hpp"

#include "reference/server/contact_budget.hpp"
#include "reference/server/contact_matching.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/subscriptions.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server::features {
namespace {

using stanza::roster::Item;
using stanza::roster::Query;
using stanza::roster::Subscription;

constexpr std::size_t kNameOctets = 1023;
constexpr std::size_t kGroups = 16;

IqAnswer get(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  if (payload.first_child()) return fail(stanza::stanza_error("bad-request"));
  context.outlet.touch(session);
  session.interested = true;
  // Section 2.6.3: a client that has the newest version is told nothing.
  const std::optional<Query> asked = Query::parse(payload);
  const std::string version = asked && asked->ver ? Rosters(context).version(session.account()) : std::string{};
  if (!version.empty() && asked->ver == version) return std::nullopt;
  Query query;
  if (!version.empty()) query.ver = version;
  for (RosterRecord& record : Rosters(context).all(session.account())) {
    const bool visible = record.listed || record.item.ask || record.item.subscription != Subscription::None;
    if (visible) query.items.push_back(std::move(record.item));
  }
  return query.write();
}

// Section 2.5: the subscriptions end with the item.
IqAnswer remove(const Context& context, Session& session, const jid::Jid& contact) {
  const Rosters rosters(context);
  if (!rosters.find(session.account(), contact)) return fail(stanza::stanza_error("item-not-found"));
  if (context.is_local(contact) && context.accounts.exists(contact.local())) {
    unsubscribe(context, session.account(), contact);
    unsubscribed(context, session.account(), contact);
  }
  rosters.remove(session.account(), contact);
  return std::nullopt;
}

bool is_acceptable(const Item& item) {
  if (item.name.size() > kNameOctets || item.groups.size() > kGroups) return false;
  for (const std::string& group : item.groups) {
    if (group.size() > kNameOctets) return false;
  }
  return true;
}

// Section 2.3.3: of the subscription a client may say "remove" alone.
IqAnswer set(const Context& context, Session& session, const xml::Element&, const xml::Element& payload) {
  const std::optional<Query> query = Query::parse(payload);
  if (!query || query->items.size() != 1) return fail(stanza::stanza_error("bad-request"));
  const Item& wanted = query->items.front();
  const jid::Jid contact = wanted.jid.bare();
  if (wanted.subscription == Subscription::Remove) return remove(context, session, contact);
  if (contact == session.bare) return fail(stanza::stanza_error("not-allowed"));
  if (!is_acceptable(wanted)) return fail(stanza::stanza_error("not-acceptable"));
  const Rosters rosters(context);
  RosterRecord record = rosters.find_or_new(session.account(), contact);
  if (!record.listed && rosters.count_own(session.account()) >= context.limits().roster_items)
    return fail(stanza::stanza_error("resource-constraint"));
  // CON-05d: by what it brings, a roster tells who is here.
  const bool is_new = !record.listed && context.is_local(contact);
  if (is_new) {
    if (const auto wait = charge_recipient(context, session, contact)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  }
  record.listed = true;
  record.matched = false;
  record.item.name = wanted.name;
  record.item.groups = wanted.groups;
  rosters.put(session.account(), record);
  if (is_new) list_by_hand(context, session.account(), contact.local());
  return std::nullopt;
}

// Section 2.6.1.
void announce(const Context&, const stream::Facts& facts, xml::Element& features) {
  if (!facts.username.empty()) features.append("urn:xmpp:features:rosterver", "ver");
}

}  // namespace

Feature roster() {
  return {.name = "roster",
          .disco = {xml::ns::kRoster},
          .announce = announce,
          .iq = {{"get", xml::ns::kRoster, "query", IqHandler::Target::Account, get},
                 {"set", xml::ns::kRoster, "query", IqHandler::Target::Account, set}},
          .forgotten = [](const Context& context, const std::string& account) { Rosters(context).forget(account); }};
}

}  // namespace assay::server::features
