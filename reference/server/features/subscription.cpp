// Presence stanzas that manage subscriptions (RFC 6121 section 3).

#include "reference/server/contact_budget.hpp"
#include "reference/server/feature.hpp"
#include "reference/server/rosters.hpp"
#include "reference/server/subscriptions.hpp"

namespace assay::server::features {
namespace {

bool is_subscription(std::string_view type) {
  return type == "subscribe" || type == "subscribed" || type == "unsubscribe" || type == "unsubscribed";
}

Verdict take(const Context& context, Session& session, xml::Element& stanza) {
  const std::string_view type = stanza.attribute("type");
  if (!is_subscription(type)) return Verdict::Pass;
  const std::optional<jid::Jid> to = jid::Jid::parse(stanza.attribute("to"));
  if (!to) {
    context.refuse(session, stanza, stanza::stanza_error("bad-request"));
    return Verdict::Taken;
  }
  if (!context.is_local(*to)) {
    context.refuse(session, stanza, stanza::stanza_error("remote-server-not-found"));
    return Verdict::Taken;
  }
  if (to->is_domain()) return Verdict::Taken;
  const jid::Jid contact = to->bare();
  if (type == "subscribe") {
    const Rosters rosters(context);
    if (!rosters.find(session.account(), contact) && rosters.count_own(session.account()) >= context.limits().roster_items) {
      context.refuse(session, stanza, stanza::stanza_error("resource-constraint"));
    } else if (const auto wait = charge_recipient(context, session, contact)) {
      context.refuse(session, stanza, stanza::cxmpp_error("rate-limit", *wait));  // CON-05d
    } else {
      subscribe(context, session.account(), contact, stanza);
    }
  } else if (type == "subscribed") {
    subscribed(context, session.account(), contact);
  } else if (type == "unsubscribe") {
    unsubscribe(context, session.account(), contact);
  } else {
    unsubscribed(context, session.account(), contact);
  }
  return Verdict::Taken;
}

}  // namespace

Feature subscription() { return {.name = "subscription", .presence = take}; }

}  // namespace assay::server::features
