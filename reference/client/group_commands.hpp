#pragma once
// What a caller can ask of groups (spec chapter 06). Messages to a group are SendMessage to its address, and what a user has read of one is
// MarkRead of it.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "reference/stanza/groups.hpp"

namespace assay::client {

/// Answered by GroupInvited or Failed.
struct CreateGroup {
  std::string subject;
  std::vector<std::string> members;  ///< bare JIDs, without us
};
/// Adds, removes, promotes, demotes or vouches for members, or lets in or rejects who asks. Add is answered by GroupInvited, the others by
/// Done; or Failed.
struct NameMembers {
  stanza::groups::Verb verb = stanza::groups::Verb::Add;
  std::string group;  ///< bare JID, as everywhere
  std::vector<std::string> members;
};
/// Answered by Done or Failed.
struct LeaveGroup {
  std::string group;
};
/// Another subject or description, in the place of the one that is known. Answered by Done or Failed.
struct SetGroupText {
  stanza::groups::TextKind kind = stanza::groups::TextKind::Subject;
  std::string group;
  std::string text;
};
/// Those that are named. Answered by Done or Failed.
struct SetGroupSettings {
  std::string group;
  stanza::groups::Settings settings;
};
/// A new way in for everybody who knows it; the one before ends. Answered by GroupLink or Failed.
struct MakeGroupLink {
  std::string group;
};
/// Answered by Done or Failed.
struct RevokeGroupLink {
  std::string group;
};
/// By a link or an invite. Answered by GroupJoined or Failed.
struct JoinGroup {
  std::string token;
};
/// Answered by Groups or Failed.
struct ListGroups {};
/// Answered by GroupShown or Failed.
struct ShowGroup {
  std::string group;
};
/// Who waits for an admin. Answered by GroupRequests or Failed.
struct ListGroupRequests {
  std::string group;
};
/// Who may put us into groups without asking; nothing asks. Answered by GroupPrivacy or Failed.
struct SetGroupPrivacy {
  std::optional<stanza::groups::Addable> addable;
};
/// The user takes those who are in the group for those who should be: on the roll that waits for it, or without one as the server shows
/// them. Answered by Done or Failed.
struct TrustGroup {
  std::string group;
};

using GroupCommand = std::variant<CreateGroup, NameMembers, LeaveGroup, SetGroupText, SetGroupSettings, MakeGroupLink, RevokeGroupLink,
                                  JoinGroup, ListGroups, ShowGroup, ListGroupRequests, SetGroupPrivacy, TrustGroup>;

/// Its name in the shim: "group-new", "group-add", "group-remove", "group-promote", "group-demote", "group-approve", "group-reject",
/// "group-leave", "group-subject", "group-description", "group-settings", "group-link", "group-revoke", "group-join", "groups", "group",
/// "group-requests", "group-privacy", "group-vouch", "group-trust".
[[nodiscard]] std::string_view name(const GroupCommand& command);

}  // namespace assay::client
