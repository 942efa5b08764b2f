#pragma once
// Group chat (spec chapter 06): what members ask of a group and are answered, in urn:cxmpp:groups:1. What a group tells by itself is in
// group_change.hpp and group_message.hpp.

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/stanza/group_entry.hpp"
#include "reference/stanza/group_roll.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::groups {

/// The JIDs of <member jid/> children; nothing if one has none, or is no account's bare address.
[[nodiscard]] std::optional<std::vector<std::string>> members_of(const xml::Element& element);

/// <create subject><member jid/>...</create>
struct Create {
  std::string subject;
  std::vector<std::string> members;  ///< bare JIDs, without the creator
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Create> parse(const xml::Element& element);
  friend bool operator==(const Create&, const Create&) = default;
};

enum class Verb { Add, Remove, Promote, Demote, Approve, Reject, Vouch };
[[nodiscard]] std::string_view name_of(Verb verb);

/// <add/>, <remove/>, <promote/>, <demote/>, <approve/>, <reject/> or <vouch/> of the members inside.
struct Naming {
  Verb verb = Verb::Add;
  std::vector<std::string> members;  ///< bare JIDs; at least one
  std::optional<Roll> roll{};        ///< behind the change, by an admin who encrypts
  [[nodiscard]] xml::Element write() const;
  /// Nothing also where a roll is inside that is none.
  [[nodiscard]] static std::optional<Naming> parse(const xml::Element& element);
  friend bool operator==(const Naming&, const Naming&) = default;
};

enum class Outcome { Added, NeedsInvite, Refused };
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome(std::string_view name);

/// What became of one who was to be added: <member jid outcome code retry-after token expires/>
struct Invitee {
  std::string jid;
  Outcome outcome = Outcome::Refused;
  std::string code{};                                 ///< of a refusal: an error's name
  std::optional<std::chrono::seconds> retry_after{};  ///< of a refusal for the time being
  std::string token{};                                ///< of an invite, which goes to the invitee and to nobody else
  std::optional<WallTime> expires{};
  friend bool operator==(const Invitee&, const Invitee&) = default;
};

/// <invited group version>INVITEE...</invited>: the answer to <create/> and <add/>, in the order of the request.
struct Invited {
  std::string group;
  std::uint64_t version = 0;
  std::vector<Invitee> invitees;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Invited> parse(const xml::Element& element);
  friend bool operator==(const Invited&, const Invited&) = default;
};

/// <done version/>: what was asked for holds, since that version at the latest.
struct Done {
  std::uint64_t version = 0;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Done> parse(const xml::Element& element);
  friend bool operator==(const Done&, const Done&) = default;
};

enum class TextKind { Subject, Description };

/// <subject was>TEXT</subject> sets it if `was` is the id of the one in force; <subject id>TEXT</subject> is the one in force. The same
/// for <description/>.
struct Text {
  TextKind kind = TextKind::Subject;
  std::optional<std::uint64_t> was{};
  std::optional<std::uint64_t> id{};  ///< the version that set it
  std::string text{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Text> parse(const xml::Element& element);
  friend bool operator==(const Text&, const Text&) = default;
};

enum class Setting {
  Announce,           ///< only admins write
  AnnounceReactions,  ///< but everybody may react
  Locked,             ///< only admins change subject and description
  Approval,           ///< who comes by a link waits for an admin
  MembersAdd,         ///< every member may add others
  OwnerRemovable,     ///< admins may remove the owner; only he says so
};
inline constexpr std::size_t kSettings = 6;

/// <settings announce announce-reactions locked approval members-add owner-removable/>, each "true" or "false"; in a request each may be
/// left out.
struct Settings {
  std::array<std::optional<bool>, kSettings> values{};
  [[nodiscard]] bool is(Setting setting) const { return values[static_cast<std::size_t>(setting)].value_or(false); }
  [[nodiscard]] bool has(Setting setting) const { return values[static_cast<std::size_t>(setting)].has_value(); }
  void set(Setting setting, bool value) { values[static_cast<std::size_t>(setting)] = value; }
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Settings> parse(const xml::Element& element);
  friend bool operator==(const Settings&, const Settings&) = default;
};
/// "announce"...
[[nodiscard]] std::string_view name_of(Setting setting);

/// <member jid role since>ENTRY</member>
struct Member {
  std::string jid;
  Role role = Role::Member;
  std::uint64_t since = 0;       ///< the version that made him a member
  std::optional<Entry> entry{};  ///< by which he signed himself in
  friend bool operator==(const Member&, const Member&) = default;
};

/// <group version order hash><settings/><subject id/><description id/><member/>...</group>; a request is empty.
struct Info {
  std::uint64_t version = 0;
  std::uint64_t order = 0;  ///< of the last message or event
  std::string hash;         ///< of the members (group_message.hpp)
  Settings settings;
  Text subject{TextKind::Subject};
  Text description{TextKind::Description};
  std::vector<Member> members;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Info> parse(const xml::Element& element);
  friend bool operator==(const Info&, const Info&) = default;
};

/// <groups><group jid version/>...</groups>: an account's groups; a request is empty.
struct List {
  struct Entry {
    std::string jid;
    std::uint64_t version = 0;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  std::vector<Entry> groups;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<List> parse(const xml::Element& element);
  friend bool operator==(const List&, const List&) = default;
};

/// <link token/>: the way in for everybody who knows it; a request has no token, and a roll where whoever comes by it is to sign himself
/// in.
struct Link {
  std::string token;
  std::optional<Roll> roll{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Link> parse(const xml::Element& element);
  friend bool operator==(const Link&, const Link&) = default;
};

/// <join token>ENTRY</join>, of a link or an invite.
struct Join {
  std::string token;
  std::optional<Entry> entry{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Join> parse(const xml::Element& element);
  friend bool operator==(const Join&, const Join&) = default;
};

/// <joined group version/>, or <requested group/> where an admin decides.
struct Joined {
  std::string group;
  std::optional<std::uint64_t> version;  ///< nothing: requested
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Joined> parse(const xml::Element& element);
  friend bool operator==(const Joined&, const Joined&) = default;
};

/// <requests><member jid/>...</requests>: who waits for an admin, in the order of asking; a request is empty.
struct Requests {
  std::vector<std::string> members;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Requests> parse(const xml::Element& element);
  friend bool operator==(const Requests&, const Requests&) = default;
};

enum class Addable { Everyone, Contacts, Nobody };
[[nodiscard]] std::string_view name_of(Addable addable);
[[nodiscard]] std::optional<Addable> addable(std::string_view name);

/// <privacy addable/>: who may put an account into groups without asking; a request has none.
struct Privacy {
  std::optional<Addable> addable;
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Privacy> parse(const xml::Element& element);
  friend bool operator==(const Privacy&, const Privacy&) = default;
};

}  // namespace assay::stanza::groups
