#pragma once
// What groups tell a client's caller (spec chapter 06).

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/client/file_facts.hpp"
#include "reference/client/privacy.hpp"
#include "reference/stanza/group_change.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::client {

/// A group was made, or somebody was to be added: what became of each. Whoever needs an invite gets its token from the caller.
struct GroupInvited {
  std::string group;  ///< bare JID, as everywhere
  std::vector<stanza::groups::Invitee> invitees;
};
/// Something of a group is another than it was. There is no way not to be told (GRP-20a).
struct GroupChanged {
  std::string group;
  stanza::groups::ChangeKind kind = stanza::groups::ChangeKind::Created;
  std::uint64_t version = 0;
  std::string actor;                 ///< bare JID; "" where the server has not told the change, and it was found in the list of members
  std::vector<std::string> members;  ///< bare JIDs
  std::optional<stanza::groups::Text> text{};
  std::optional<stanza::groups::Settings> settings{};
  std::optional<WallTime> stamp{};  ///< the server's time
};
/// What holds in a group.
struct GroupShown {
  std::string group;
  std::uint64_t version = 0;
  std::string subject;
  std::string description;
  stanza::groups::Settings settings;
  std::vector<stanza::groups::Member> members;  ///< in the order of their addresses
};
/// The groups that we are in.
struct Groups {
  std::vector<std::string> groups;
};
struct GroupLink {
  std::string group;
  std::string token;
};
/// The way in was good. `waits`: an admin has to let us in.
struct GroupJoined {
  std::string group;
  bool waits = false;
};
/// Who waits for an admin.
struct GroupRequests {
  std::string group;
  std::vector<std::string> members;
};
/// Somebody waits for us, who are an admin.
struct GroupAsks {
  std::string group;
  std::string jid;
};
/// No admin wants us in.
struct GroupRejected {
  std::string group;
};
/// Who may put us into groups without asking.
struct GroupPrivacy {
  stanza::groups::Addable addable = stanza::groups::Addable::Everyone;
};
/// Taking this event from the client is what acknowledges the message to the server.
struct GroupMessage {
  std::string group;
  std::string from;  ///< bare JID of the member; ourselves, where another device of ours sent it
  std::string id;    ///< the member's
  std::string body;
  bool delayed = false;           ///< it waited on the server (XEP-0203)
  std::optional<WallTime> stamp;  ///< when it reached the server, if it was delayed
  Privacy privacy = Privacy::Clear;
  std::optional<FileFacts> file{};  ///< FetchFile gets it; the body is its caption
};
/// A member has written something that he did not mean for us, because he did not know of us: it is asked of him.
struct GroupAwaited {
  std::string group;
  std::string from;  ///< bare JID
  std::string id;    ///< of the message
};
/// How far a message of ours has got.
struct GroupReceipts {
  std::string group;
  std::string id;
  std::uint64_t of = 0;  ///< members who were to get it
  std::uint64_t delivered = 0;
  std::uint64_t read = 0;
};
/// Messages of a group never reached us, as behind a mailbox that was full.
struct GroupHole {
  std::string group;
  std::uint64_t messages = 0;
};
/// What the server says of a group does not fit together: it may be hiding somebody.
struct GroupDoubt {
  enum class Of {
    Members,     ///< its hash is not that of the members it has told us
    Version,     ///< a change that no version leads to
    TwoStories,  ///< two changes under one version
    Stranger,    ///< a message of somebody who is no member
    Owner,       ///< it has made somebody else owner than the roll says (GRP-19j)
  };
  std::string group;
  Of of = Of::Members;
};
/// Members on no roll (GRP-19e): what is written is not for them. Told when they are others than before; none: everybody is on it.
struct GroupUnvouched {
  std::string group;
  std::vector<std::string> members;  ///< bare JIDs, in order
  std::string signer{};              ///< of a roll that TrustGroup would take; "" without one
};
/// A roll that is not believed (GRP-19c).
struct GroupRollRefused {
  std::string group;
  std::string signer;  ///< bare JID, as the roll says
  std::string
      reason;  ///< "unsigned-roll", "unlisted-device", "misplaced-roll", "old-roll", "no-admin"; "unsigned-entry" of who came by a link
};

using GroupEvent =
    std::variant<GroupInvited, GroupChanged, GroupShown, Groups, GroupLink, GroupJoined, GroupRequests, GroupAsks, GroupRejected,
                 GroupPrivacy, GroupMessage, GroupAwaited, GroupReceipts, GroupHole, GroupDoubt, GroupUnvouched, GroupRollRefused>;

}  // namespace assay::client
