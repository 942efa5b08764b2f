// Links, invites and approval (spec chapter 06: GRP-03, GRP-11 to GRP-13).

#include <algorithm>
#include <utility>

#include "reference/server/group_budget.hpp"
#include "reference/server/group_changes.hpp"
#include "reference/server/group_fanout.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/server/group_rolls.hpp"
#include "reference/server/group_tokens.hpp"
#include "reference/server/group_waiting.hpp"
#include "reference/server/wall_stamp.hpp"
#include "reference/stanza/group_message.hpp"

namespace assay::server {
namespace {

using namespace stanza::groups;
using stanza::cxmpp_error;
using stanza::stanza_error;

IqAnswer done(const GroupRequest& request) { return Done{request.group.version}.write(); }

void tell_admins(const Context& context, const Group& group, const std::string& who) {
  const WallTime now = in_milliseconds(context.now().wall);
  SharedMessage message(message_of(context, group).add(Asks{who}.write()));
  fan_out(context, Groups(context).members(group.id), now, [&](const GroupMember& member) { return Share{member.is_admin() ? &message : nullptr}; });
}

// GRP-13. Asking twice is asking once.
IqAnswer wait_for_approval(const Context& context, const Session& session, const Group& group) {
  const GroupWaiting waiting(context);
  const Joined requested{Groups(context).address(group.id), {}};
  if (waiting.has(group.id, session.account())) return requested.write();
  if (waiting.all(group.id).size() >= context.limits().group_requests) return fail(cxmpp_error("queue-full"));
  waiting.add(group.id, session.account());
  tell_admins(context, group, session.bare_text);
  return requested.write();
}

bool is_full(const Context& context, const Group& group) { return group.members >= context.limits().group_members; }

// What those who were there before him are to judge him by.
struct Word {
  std::optional<Roll> roll{};    ///< an admin's, who lets him in
  std::optional<Entry> entry{};  ///< his own, who comes by a link
};

// The account becomes a member, by its own wish or an admin's.
void let_in(const Context& context, Group& group, const std::string& account, const std::string& actor, const Word& word) {
  const std::string jid = context.address_of(account).text();
  GroupTokens(context).end_invite(group.id, account);
  GroupWaiting(context).erase(group.id, account);
  Groups(context).put_member(group, {account, Role::Member, group.version + 1, word.entry});
  make_change(context, group, {.kind = ChangeKind::Joined, .actor = actor, .members = {jid}, .entry = word.entry}, {{}, word.roll});
}

// Those of the named who wait.
std::vector<std::string> waiting_of(const GroupRequest& request, const Naming& naming) {
  std::vector<std::string> accounts;
  for (const std::string& jid : naming.members) {
    const std::optional<jid::Jid> address = jid::Jid::parse(jid);
    const bool waits =
        address && request.context.is_local(*address) && GroupWaiting(request.context).has(request.group.id, address->local());
    if (waits && std::find(accounts.begin(), accounts.end(), address->local()) == accounts.end()) accounts.push_back(address->local());
  }
  return accounts;
}

// A link is no change; by which key whoever comes by it signs himself in is.
void tell_roll(GroupRequest& request, const std::optional<Roll>& roll) {
  if (roll) make_change(request.context, request.group, {.kind = ChangeKind::Vouched, .actor = request.actor()}, {{}, roll});
}

}  // namespace

// The token itself is not kept: who has lost it makes another.
IqAnswer make_link(GroupRequest& request) {
  if (!request.member.is_admin()) return fail(not_admin());
  auto roll = roll_in(request);
  if (!roll) return fail(std::move(roll).error());
  const Link link{GroupTokens(request.context).make_link(request.group)};
  tell_roll(request, *roll);
  return link.write();
}

IqAnswer revoke_link(GroupRequest& request) {
  if (!request.member.is_admin()) return fail(not_admin());
  auto roll = roll_in(request);
  if (!roll) return fail(std::move(roll).error());
  GroupTokens(request.context).revoke_link(request.group);
  tell_roll(request, *roll);
  return done(request);
}

IqAnswer show_requests(GroupRequest& request) {
  if (!request.member.is_admin()) return fail(not_admin());
  Requests requests;
  for (const std::string& account : GroupWaiting(request.context).all(request.group.id)) {
    requests.members.push_back(request.context.address_of(account).text());
  }
  return requests.write();
}

IqAnswer approve_requests(GroupRequest& request) {
  const std::optional<Naming> naming = Naming::parse(request.payload);
  if (!naming) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin()) return fail(not_admin());
  if (auto fault = fault_of_roll(request, naming->roll)) return fail(*std::move(fault));
  const std::vector<std::string> accounts = waiting_of(request, *naming);
  if (request.group.members + accounts.size() > request.context.limits().group_members) return fail(cxmpp_error("group-full"));
  // The roll goes with the first, whose version it names; it lists the others as well.
  std::optional<Roll> roll = naming->roll;
  for (const std::string& account : accounts) {
    let_in(request.context, request.group, account, request.actor(), {std::exchange(roll, std::nullopt), {}});
  }
  return done(request);
}

IqAnswer reject_requests(GroupRequest& request) {
  const std::optional<Naming> naming = Naming::parse(request.payload);
  if (!naming) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin()) return fail(not_admin());
  for (const std::string& account : waiting_of(request, *naming)) {
    GroupWaiting(request.context).erase(request.group.id, account);
    tell(request.context, account, message_of(request.context, request.group).add(Rejected{}.write()),
         in_milliseconds(request.context.now().wall));
  }
  return done(request);
}

// GRP-12: a token that is none, one of another account and one of a group that is gone get the same answer, on the same way through the
// store; and few of them are looked at.
IqAnswer join_group(const Context& context, Session& session, const xml::Element& payload) {
  const std::optional<Join> join = Join::parse(payload);
  if (!join) return fail(stanza_error("bad-request"));
  if (const auto wait = wait_after_guesses(context, session)) return fail(cxmpp_error("rate-limit", *wait));
  const auto found = GroupTokens(context).find(join->token, session.account());
  std::optional<Group> group = Groups(context).find(found ? found->group : std::string{});
  if (!found || !group) {
    count_guess(context, session);
    return fail(stanza_error("item-not-found"));
  }
  if (Groups(context).member(group->id, session.account())) return Joined{Groups(context).address(group->id), group->version}.write();
  if (found->kind == GroupTokens::Found::Kind::Gone) return fail(stanza_error("gone"));
  if (is_full(context, *group)) return fail(cxmpp_error("group-full"));
  if (found->kind == GroupTokens::Found::Kind::Link && group->settings.is(Setting::Approval)) {
    return wait_for_approval(context, session, *group);
  }
  const bool by_link = found->kind == GroupTokens::Found::Kind::Link;
  let_in(context, *group, session.account(), session.bare_text, {{}, by_link ? join->entry : std::nullopt});
  return Joined{Groups(context).address(group->id), group->version}.write();
}

}  // namespace assay::server
