#pragma once
// What members ask of their group (spec chapter 06): a function for each request. Whoever is no member never gets here (GRP-27).

#include "reference/server/feature.hpp"
#include "reference/server/groups.hpp"

namespace assay::server {

/// A request of a member to his group. `group` and `member` are as the store has them.
struct GroupRequest {
  const Context& context;
  Session& session;
  Group group;
  GroupMember member;
  const xml::Element& payload;

  /// The member's bare address.
  [[nodiscard]] std::string actor() const { return session.bare_text; }
};

using GroupAnswer = IqAnswer (*)(GroupRequest&);

// group_members.cpp
[[nodiscard]] IqAnswer create_group(const Context& context, Session& session, const xml::Element& payload);
[[nodiscard]] IqAnswer add_members(GroupRequest& request);
[[nodiscard]] IqAnswer remove_members(GroupRequest& request);
[[nodiscard]] IqAnswer promote_members(GroupRequest& request);
[[nodiscard]] IqAnswer demote_members(GroupRequest& request);
[[nodiscard]] IqAnswer leave_group(GroupRequest& request);

// group_texts.cpp
[[nodiscard]] IqAnswer set_text(GroupRequest& request);
[[nodiscard]] IqAnswer change_settings(GroupRequest& request);
/// The characters of a UTF-8 text.
[[nodiscard]] std::size_t characters_in(std::string_view text);

// group_views.cpp
[[nodiscard]] IqAnswer show_group(GroupRequest& request);
[[nodiscard]] IqAnswer show_changes(GroupRequest& request);
[[nodiscard]] IqAnswer show_groups(const Context& context, Session& session);

// group_links.cpp
[[nodiscard]] IqAnswer make_link(GroupRequest& request);
[[nodiscard]] IqAnswer revoke_link(GroupRequest& request);
[[nodiscard]] IqAnswer show_requests(GroupRequest& request);
[[nodiscard]] IqAnswer approve_requests(GroupRequest& request);
[[nodiscard]] IqAnswer reject_requests(GroupRequest& request);
[[nodiscard]] IqAnswer join_group(const Context& context, Session& session, const xml::Element& payload);

// group_rolls.cpp
[[nodiscard]] IqAnswer show_roll(GroupRequest& request);
[[nodiscard]] IqAnswer vouch_for_members(GroupRequest& request);

/// The account is in the group no longer: it left, or it ended. Another owner takes the owner's place; the last to go ends the group.
enum class Departure {
  Left,   ///< the account is told, too
  Ended,  ///< there is nobody to tell
};
void depart(const Context& context, Group& group, const std::string& account, Departure how,
            const std::optional<stanza::groups::Roll>& roll = std::nullopt);
/// The account, which is in no group any more, ends: what is kept of groups names it no longer (GRP-25b).
void erase_traces(const Context& context, const std::string& account);

/// The account goes on as another: its groups are the other's from now on, and their members are told (REG-23g). Where both are in a group,
/// the one leaves.
void move_memberships(const Context& context, const std::string& from, const std::string& to);

[[nodiscard]] inline stanza::StanzaError not_member() { return stanza::cxmpp_error("not-member"); }
[[nodiscard]] inline stanza::StanzaError not_admin() { return stanza::cxmpp_error("not-admin"); }

}  // namespace assay::server
