#pragma once
// Groups at rest (spec chapter 06): what each is, who is in it, and in which groups an account is.
//
// Space "group": key(group) -> fields(version, owner, hash of the members, settings, subject, its id, description, its id, hash of the
// link's token or "", the oldest change kept, how many members). Space "group-order": key(group) -> ordered(the last place in its order).
// Apart, because each message writes it. Space "group-member": key(group, account) -> fields(role, since, <entry/> or ""). Space
// "group-of": key(account, group) -> "".

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/server/context.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::server {

inline constexpr const char* kGroupsSubdomain = "groups";

struct Group {
  std::string id;  ///< the localpart of its address
  std::uint64_t version = 0;
  std::string owner;  ///< an account
  std::string hash;   ///< of the members
  stanza::groups::Settings settings;
  stanza::groups::Text subject{stanza::groups::TextKind::Subject};
  stanza::groups::Text description{stanza::groups::TextKind::Description};
  Bytes link;                       ///< hash of the token of the link in force, or ""
  std::uint64_t oldest_change = 1;  ///< that is kept
  std::uint64_t members = 0;
};

struct GroupMember {
  std::string account;
  stanza::groups::Role role = stanza::groups::Role::Member;
  std::uint64_t since = 0;                       ///< the version that made him one
  std::optional<stanza::groups::Entry> entry{};  ///< by which he signed himself in (GRP-19k)

  [[nodiscard]] bool is_admin() const { return role != stanza::groups::Role::Member; }
};

class Groups {
 public:
  explicit Groups(const Context& context) : context_(context) {}

  /// A group that nobody is in yet, and that is not stored yet.
  [[nodiscard]] Group fresh() const;
  [[nodiscard]] std::optional<Group> find(std::string_view id) const;
  void put(const Group& group) const;
  /// Nobody is in it any more: it goes, with all that is kept of it here.
  void erase(const Group& group) const;

  [[nodiscard]] std::optional<GroupMember> member(const std::string& group, const std::string& account) const;
  /// In the order of accounts.
  [[nodiscard]] std::vector<GroupMember> members(const std::string& group) const;
  /// Adds or changes; counts in `group`, which is to be put then.
  void put_member(Group& group, const GroupMember& member) const;
  void erase_member(Group& group, const std::string& account) const;
  /// The ids of an account's groups, in order.
  [[nodiscard]] std::vector<std::string> of(const std::string& account) const;
  /// Both are members of one group.
  [[nodiscard]] bool share(const std::string& account, const std::string& other) const;

  [[nodiscard]] std::uint64_t last_order(const std::string& group) const;
  [[nodiscard]] std::uint64_t next_order(const std::string& group) const;

  [[nodiscard]] std::string domain() const;
  [[nodiscard]] std::string address(std::string_view group) const { return std::string(group) + "@" + domain(); }

 private:
  const Context& context_;
};

}  // namespace assay::server
