// What members see of their group, and of what changed while they were away (spec chapter 06: GRP-05, GRP-07, GRP-27).

#include <algorithm>

#include "reference/server/group_changes.hpp"
#include "reference/server/group_requests.hpp"

namespace assay::server {

using namespace stanza::groups;

IqAnswer show_group(GroupRequest& request) {
  const Groups groups(request.context);
  const Group& group = request.group;
  Info info{group.version, groups.last_order(group.id), group.hash, group.settings, group.subject, group.description, {}};
  for (const GroupMember& member : groups.members(group.id)) {
    info.members.push_back({request.context.address_of(member.account).text(), member.role, member.since, member.entry});
  }
  return info.write();
}

// What was before he came is none of a member's business: for him history begins with his coming.
IqAnswer show_changes(GroupRequest& request) {
  const std::optional<Changes> asked = Changes::parse(request.payload);
  if (!asked || !asked->since) return fail(stanza::stanza_error("bad-request"));
  const Group& group = request.group;
  const std::uint64_t since = std::max(*asked->since, request.member.since - 1);
  if (since > group.version || since + 1 < group.oldest_change) return fail(stanza::cxmpp_error("full-sync-required"));
  Changes answer{{}, since, GroupChanges(request.context).behind(group.id, since)};
  if (!answer.changes.empty()) answer.version = answer.changes.back().version;
  return answer.write();
}

IqAnswer show_groups(const Context& context, Session& session) {
  const Groups groups(context);
  List list;
  for (const std::string& id : groups.of(session.account())) {
    if (const std::optional<Group> group = groups.find(id)) list.groups.push_back({groups.address(id), group->version});
  }
  return list.write();
}

}  // namespace assay::server
