#include "reference/server/group_admission.hpp"

#include "reference/server/contact_budget.hpp"
#include "reference/server/group_budget.hpp"
#include "reference/server/group_privacy.hpp"
#include "reference/server/group_tokens.hpp"
#include "reference/server/rosters.hpp"

namespace assay::server {
namespace {

using stanza::groups::Invitee;
using stanza::groups::Outcome;

Invitee refused(const std::string& jid, std::string code, std::optional<std::chrono::seconds> wait = std::nullopt) {
  return {jid, Outcome::Refused, std::move(code), wait};
}

// Nobody who agreed to a subscription either way.
bool is_stranger(const Context& context, const Session& session, const jid::Jid& to) {
  const std::optional<RosterRecord> record = Rosters(context).find(session.account(), to);
  return !record || !(record->sees_us() || record->we_see());
}

}  // namespace

Invitee admit(const Context& context, const Session& session, const Group& group, const std::string& jid, std::size_t places) {
  const std::optional<jid::Jid> to = jid::Jid::parse(jid);
  if (!to || !context.is_local(*to)) return refused(jid, "remote-server-not-found");
  if (Groups(context).member(group.id, to->local())) return {jid, Outcome::Added};
  if (places == 0) return refused(jid, "group-full");
  if (const auto wait = charge_recipient(context, session, *to)) return refused(jid, "rate-limit", wait);
  if (!context.accounts.exists(to->local())) return refused(jid, "service-unavailable");
  if (is_stranger(context, session, *to)) {
    if (const auto wait = charge_stranger(context, session.account())) return refused(jid, "rate-limit", wait);
  }
  if (GroupPrivacy(context).admits(to->local(), session.bare)) return {jid, Outcome::Added};
  const GroupTokens::Invite invite = GroupTokens(context).invite(group, to->local());
  return {jid, Outcome::NeedsInvite, {}, {}, invite.token, invite.expires};
}

}  // namespace assay::server
