// Service Discovery (XEP-0030): of the server, and of accounts to those who may know of them.

#include "reference/stanza/disco.hpp"

#include <algorithm>

#include "reference/server/feature.hpp"
#include "reference/server/message_rules.hpp"
#include "reference/server/rosters.hpp"

namespace assay::server::features {
namespace {

namespace disco_ = stanza::disco;

std::vector<std::string> sorted_features(const Context& context, std::vector<std::string> Feature::*list) {
  std::vector<std::string> names = {disco_::kInfoNs, disco_::kItemsNs};
  for (const Feature& feature : context.outlet.features()) names.insert(names.end(), (feature.*list).begin(), (feature.*list).end());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

// The account that is asked about, or nothing for the server itself.
std::optional<jid::Jid> asked_account(const Session& session, const xml::Element& iq) {
  const std::string* to = iq.find_attribute("to");
  if (!to) return session.bare;
  const std::optional<jid::Jid> jid = jid::Jid::parse(*to);
  return jid && !jid->is_domain() ? jid : std::nullopt;
}

// A domain of its own that is there at all: that of files only where the operator has a media host.
bool is_served(const Context& context, const Feature& feature) {
  return !feature.subdomain.empty() && (feature.name != "media" || !context.config.media_url.empty());
}

// Section 8 of the XEP: an account is described to itself and to those who see its presence; for others it looks like one that does not
// exist.
bool may_see(const Context& context, const Session& session, const jid::Jid& account) {
  if (account == session.bare) return true;
  const std::optional<RosterRecord> record = Rosters(context).find(account.local(), session.bare);
  return record && record->sees_us();
}

IqAnswer info(const Context& context, Session& session, const xml::Element& iq, const xml::Element& payload) {
  const std::optional<jid::Jid> account = asked_account(session, iq);
  if (account && !may_see(context, session, *account)) return fail(stanza::stanza_error("service-unavailable"));
  if (payload.has_attribute("node")) return fail(stanza::stanza_error("item-not-found"));
  if (account) return disco_::Info{{}, {{"account", "registered", {}}}, sorted_features(context, &Feature::account_disco)}.write();
  disco_::Info server{{}, {{"server", "im", "assay"}}, sorted_features(context, &Feature::disco)};
  if (context.config.end_to_end == EndToEnd::Required) {
    server.features.insert(std::ranges::lower_bound(server.features, kEncryptionRequired), kEncryptionRequired);
  }
  return server.write();
}

IqAnswer items(const Context& context, Session& session, const xml::Element& iq, const xml::Element& payload) {
  const std::optional<jid::Jid> account = asked_account(session, iq);
  if (account && !may_see(context, session, *account)) return fail(stanza::stanza_error("service-unavailable"));
  if (payload.has_attribute("node")) return fail(stanza::stanza_error("item-not-found"));
  disco_::Items items;
  for (const Feature& feature : context.outlet.features()) {
    if (!account && is_served(context, feature)) items.items.push_back({feature.subdomain + "." + context.config.domain, {}, {}});
  }
  if (account) {
    for (const Session* other : context.sessions.of(account->local())) {
      if (other->is_available()) items.items.push_back({other->full_text, {}, {}});
    }
  }
  return items.write();
}

}  // namespace

Feature disco() {
  return {.name = "disco",
          .iq = {{"get", disco_::kInfoNs, "query", IqHandler::Target::Either, info, true},
                 {"get", disco_::kItemsNs, "query", IqHandler::Target::Either, items, true}}};
}

}  // namespace assay::server::features
