// Who is in a group, and who decides there (spec chapter 06: GRP-02, GRP-08, GRP-09, GRP-24).

#include <algorithm>
#include <set>
#include <utility>

#include "reference/server/erase_all.hpp"
#include "reference/server/group_admission.hpp"
#include "reference/server/group_budget.hpp"
#include "reference/server/group_changes.hpp"
#include "reference/server/group_receipts.hpp"
#include "reference/server/group_repairs.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/server/group_rolls.hpp"
#include "reference/server/group_tokens.hpp"
#include "reference/server/group_traces.hpp"
#include "reference/server/group_waiting.hpp"

namespace assay::server {
namespace {

using namespace stanza::groups;
using stanza::stanza_error;

std::string account_of(const std::string& jid) { return jid.substr(0, jid.find('@')); }

// Puts each into the group who may be; their bare addresses.
std::vector<std::string> admit_all(const Context& context, const Session& session, Group& group, const std::vector<std::string>& jids,
                                   Invited& answer) {
  const Groups groups(context);
  const std::size_t limit = context.limits().group_members;
  std::vector<std::string> added;
  std::set<std::string> seen;
  for (const std::string& jid : jids) {
    if (!seen.insert(jid).second) continue;
    const std::size_t places = limit - std::min<std::size_t>(limit, group.members);
    const bool was_member = groups.member(group.id, account_of(jid)).has_value();
    answer.invitees.push_back(admit(context, session, group, jid, places));
    if (was_member || answer.invitees.back().outcome != Outcome::Added) continue;
    groups.put_member(group, {account_of(jid), Role::Member, group.version + 1});
    added.push_back(jid);
  }
  return added;
}

// One who waited, or was invited, is in now.
void settle_ways_in(const Context& context, const Group& group, const std::vector<std::string>& jids) {
  for (const std::string& jid : jids) {
    GroupTokens(context).end_invite(group.id, account_of(jid));
    GroupWaiting(context).erase(group.id, account_of(jid));
  }
}

// Admins first, then the longest members; accounts settle what is left.
const GroupMember& heir(const std::vector<GroupMember>& members) {
  const auto rank = [](const GroupMember& m) { return std::tuple(!m.is_admin(), m.since, m.account); };
  return *std::min_element(members.begin(), members.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
}

void crown(const Context& context, Group& group, const std::string& actor) {
  const Groups groups(context);
  GroupMember owner = heir(groups.members(group.id));
  owner.role = Role::Owner;
  groups.put_member(group, owner);
  group.owner = owner.account;
  make_change(context, group, {.kind = ChangeKind::Owner, .actor = actor, .members = {context.address_of(owner.account).text()}});
}

// What was counted of them, and may be found again should their accounts end.
void leave_traces(const Context& context, const Group& group, const std::vector<std::string>& accounts) {
  GroupRepairs(context).forget_senders(group.id, accounts);
  for (const std::string& account : accounts) GroupReceipts(context).depart(group.id, account);
}

void end_group(const Context& context, const Group& group) {
  GroupChanges(context).forget(group.id);
  GroupTokens(context).forget(group);
  GroupWaiting(context).forget(group.id);
  GroupRepairs(context).forget(group.id);
  GroupReceipts(context).forget(group.id);
  GroupRolls(context).forget(group.id);
  Groups(context).erase(group);
}

// Those of the named who are members with that role.
std::vector<GroupMember> named(const GroupRequest& request, const Naming& naming, bool (*fits)(const GroupMember&)) {
  std::vector<GroupMember> members;
  std::set<std::string> seen;
  for (const std::string& jid : naming.members) {
    const std::optional<GroupMember> member = Groups(request.context).member(request.group.id, account_of(jid));
    const std::optional<jid::Jid> address = jid::Jid::parse(jid);
    if (member && fits(*member) && address && request.context.is_local(*address) && seen.insert(jid).second) members.push_back(*member);
  }
  return members;
}

std::vector<std::string> jids_of(const Context& context, const std::vector<GroupMember>& members) {
  std::vector<std::string> jids;
  for (const GroupMember& member : members) jids.push_back(context.address_of(member.account).text());
  return jids;
}

IqAnswer done(const GroupRequest& request) { return Done{request.group.version}.write(); }

IqAnswer change_roles(GroupRequest& request, const Naming& naming, const std::vector<GroupMember>& members, Role role, ChangeKind kind) {
  if (members.empty()) return done(request);
  for (GroupMember member : members) {
    member.role = role;
    Groups(request.context).put_member(request.group, member);
  }
  make_change(request.context, request.group, {.kind = kind, .actor = request.actor(), .members = jids_of(request.context, members)},
              {{}, naming.roll});
  return done(request);
}

bool anybody(const GroupMember&) { return true; }
bool plain(const GroupMember& member) { return member.role == Role::Member; }
bool admin(const GroupMember& member) { return member.is_admin(); }

}  // namespace

IqAnswer create_group(const Context& context, Session& session, const xml::Element& payload) {
  const std::optional<Create> create = Create::parse(payload);
  if (!create) return fail(stanza_error("bad-request"));
  if (characters_in(create->subject) > context.limits().group_subject_characters) return fail(stanza_error("not-acceptable"));
  if (const auto wait = charge_group(context, session.account())) return fail(stanza::cxmpp_error("rate-limit", *wait));
  const Groups groups(context);
  Group group = groups.fresh();
  group.owner = session.account();
  group.subject.text = create->subject;
  group.subject.id = create->subject.empty() ? 0 : 1;
  groups.put_member(group, {session.account(), Role::Owner, 1});
  Invited answer{groups.address(group.id), 1, {}};
  std::vector<std::string> members = admit_all(context, session, group, create->members, answer);
  members.insert(members.begin(), session.bare_text);
  Change change{.kind = ChangeKind::Created, .actor = session.bare_text, .members = std::move(members)};
  if (!create->subject.empty()) change.text = group.subject;
  make_change(context, group, std::move(change));
  return answer.write();
}

IqAnswer add_members(GroupRequest& request) {
  const std::optional<Naming> naming = Naming::parse(request.payload);
  if (!naming) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin() && !request.group.settings.is(Setting::MembersAdd)) return fail(not_admin());
  if (auto fault = fault_of_roll(request, naming->roll)) return fail(*std::move(fault));
  Invited answer{Groups(request.context).address(request.group.id), 0, {}};
  const std::vector<std::string> added = admit_all(request.context, request.session, request.group, naming->members, answer);
  if (!added.empty()) {
    settle_ways_in(request.context, request.group, added);
    make_change(request.context, request.group, {.kind = ChangeKind::Added, .actor = request.actor(), .members = added},
                {{}, naming->roll});
  }
  answer.version = request.group.version;
  return answer.write();
}

IqAnswer remove_members(GroupRequest& request) {
  const std::optional<Naming> naming = Naming::parse(request.payload);
  if (!naming) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin()) return fail(not_admin());
  if (auto fault = fault_of_roll(request, naming->roll)) return fail(*std::move(fault));
  const std::vector<GroupMember> members = named(request, *naming, anybody);
  const auto owner = std::find_if(members.begin(), members.end(), [](const GroupMember& m) { return m.role == Role::Owner; });
  const bool owner_goes = owner != members.end();
  // GRP-09. Who wants to go himself leaves.
  if (owner_goes && (owner->account == request.member.account || !request.group.settings.is(Setting::OwnerRemovable))) {
    return fail(stanza_error("not-allowed"));
  }
  if (members.empty()) return done(request);
  if (members.size() == request.group.members) return fail(stanza_error("not-allowed"));  // the last one leaves by himself
  Beside beside{{}, naming->roll};
  for (const GroupMember& member : members) {
    Groups(request.context).erase_member(request.group, member.account);
    beside.departed.push_back(member.account);
  }
  leave_traces(request.context, request.group, beside.departed);
  make_change(request.context, request.group,
              {.kind = ChangeKind::Removed, .actor = request.actor(), .members = jids_of(request.context, members)}, beside);
  if (owner_goes) crown(request.context, request.group, request.actor());
  return done(request);
}

IqAnswer promote_members(GroupRequest& request) {
  const std::optional<Naming> naming = Naming::parse(request.payload);
  if (!naming) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin()) return fail(not_admin());
  if (auto fault = fault_of_roll(request, naming->roll)) return fail(*std::move(fault));
  return change_roles(request, *naming, named(request, *naming, plain), Role::Admin, ChangeKind::Promoted);
}

IqAnswer demote_members(GroupRequest& request) {
  const std::optional<Naming> naming = Naming::parse(request.payload);
  if (!naming) return fail(stanza_error("bad-request"));
  if (!request.member.is_admin()) return fail(not_admin());
  if (auto fault = fault_of_roll(request, naming->roll)) return fail(*std::move(fault));
  const std::vector<GroupMember> members = named(request, *naming, admin);
  if (std::any_of(members.begin(), members.end(), [](const GroupMember& m) { return m.role == Role::Owner; })) {
    return fail(stanza_error("not-allowed"));
  }
  return change_roles(request, *naming, members, Role::Member, ChangeKind::Demoted);
}

// GRP-24: without a roll nobody is kept.
IqAnswer leave_group(GroupRequest& request) {
  auto roll = roll_in(request);
  if (!roll) return fail(std::move(roll).error());
  depart(request.context, request.group, request.member.account, Departure::Left, *roll);
  return std::nullopt;
}

void move_memberships(const Context& context, const std::string& from, const std::string& to) {
  const Groups groups(context);
  for (const std::string& id : groups.of(from)) {
    std::optional<Group> group = groups.find(id);
    std::optional<GroupMember> member = group ? groups.member(id, from) : std::nullopt;
    if (!member || groups.member(id, to)) continue;
    groups.erase_member(*group, from);
    member->account = to;
    member->entry.reset();  // it names the old address
    groups.put_member(*group, *member);
    if (group->owner == from) group->owner = to;
    make_change(context, *group,
                {.kind = ChangeKind::Moved, .actor = context.address_of(from).text(), .members = {context.address_of(to).text()}});
    settle_ways_in(context, *group, {context.address_of(to).text()});
    GroupReceipts(context).move(id, from, to);
  }
}

void erase_traces(const Context& context, const std::string& account) {
  for (const GroupTrace& trace : GroupTraces(context).of(account)) {
    switch (trace.in) {
      case TraceIn::Changes: GroupChanges(context).forget_until(trace.group, trace.n); break;
      case TraceIn::Sums: GroupReceipts(context).forget_member(trace.group, account); break;
      case TraceIn::Waiting: GroupWaiting(context).erase(trace.group, account); break;
      case TraceIn::Invites: GroupTokens(context).end_invite(trace.group, account); break;
    }
  }
}

void depart(const Context& context, Group& group, const std::string& account, Departure how, const std::optional<Roll>& roll) {
  const bool was_owner = group.owner == account;
  Groups(context).erase_member(group, account);
  if (group.members == 0) return end_group(context, group);
  const std::string actor = context.address_of(account).text();
  Beside beside{{}, roll};
  leave_traces(context, group, {account});
  if (how == Departure::Left) beside.departed.push_back(account);
  make_change(context, group, {.kind = ChangeKind::Left, .actor = actor}, beside);
  if (was_owner) crown(context, group, actor);
}

}  // namespace assay::server
