// The log of keys (spec chapter 07, section 14): whoever gets an account's list gets the proof that it is in the log (ENC-20d).

#include "reference/server/key_log.hpp"

#include "reference/server/feature.hpp"
#include "reference/server/prekeys.hpp"
#include "reference/server/published_lists.hpp"
#include "reference/store/key.hpp"

namespace assay::server::features {
namespace {

namespace log_ = stanza::key_log;

IqAnswer prove(const Context& context, Session& session, const xml::Element& iq, const xml::Element& payload) {
  const auto asked = log_::Ask::parse(payload);
  if (!asked) return fail(stanza::stanza_error("bad-request"));
  const std::string_view text = iq.attribute("to");
  const jid::Jid to = text.empty() ? session.bare : *jid::Jid::parse(text);
  if (const auto wait = charge_reader(context, session, to)) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const auto wait = Prekeys(context).charge(store::key({session.account(), "log"}), context.limits().key_log_proofs);
  if (wait) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const auto list = PublishedLists(context).find(to.local());
  if (!list) return fail(stanza::stanza_error("service-unavailable"));
  const KeyLog log(context);
  if (asked->since > log.size()) return fail(stanza::stanza_error("item-not-found"));
  return log.prove(to.local(), *list, asked->since).write();
}

void forget(const Context& context, const std::string& account) { KeyLog(context).forget(account); }

}  // namespace

Feature key_log() {
  return {.name = "key_log",
          .disco = {log_::kNs},
          .iq = {{"get", log_::kNs, "ask", IqHandler::Target::Account, prove, true}},
          .registered = [](const Context& context, const std::string& account, Registration) { forget(context, account); },
          .forgotten = forget};
}

}  // namespace assay::server::features
