#pragma once
// What changes in a group (spec chapter 06): one element per version, in a message from the group and in the answer to those who were away.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/stanza/groups.hpp"
#include "reference/xml/element.hpp"

namespace assay::stanza::groups {

enum class ChangeKind {
  Created,   ///< the members inside, the actor their owner
  Added,     ///< the members inside, by the actor
  Joined,    ///< the actor, by a link or an invite, or the member inside by the actor's approval
  Removed,   ///< the members inside, by the actor
  Left,      ///< the actor, who left or whose account ended
  Moved,     ///< the actor, who goes on as the member inside: his account has another number
  Promoted,  ///< the members inside are admins
  Demoted,   ///< they are not any more
  Owner,     ///< the member inside owns the group, because the owner is gone
  Vouched,   ///< the members inside are on the roll beside it, by the actor; none where the roll is about a link
  Subject,
  Description,
  Settings,
};
[[nodiscard]] std::string_view name_of(ChangeKind kind);
[[nodiscard]] std::optional<ChangeKind> change_kind(std::string_view name);

/// <change kind prev new actor stamp hash>MEMBERS, TEXT, SETTINGS or ENTRY</change>
struct Change {
  ChangeKind kind = ChangeKind::Created;
  std::uint64_t previous = 0;  ///< the version before it
  std::uint64_t version = 0;   ///< the version it makes: previous + 1
  std::string actor;           ///< bare JID
  WallTime stamp{};            ///< the server's time; milliseconds
  std::string hash;            ///< of the members behind it (group_message.hpp)
  std::vector<std::string> members{};
  std::optional<Text> text{};
  std::optional<Settings> settings{};
  std::optional<Entry> entry{};  ///< of the actor, who joined by a link that has a key
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Change> parse(const xml::Element& element);
  /// The change inside a message.
  [[nodiscard]] static std::optional<Change> of(const xml::Element& message);
  friend bool operator==(const Change&, const Change&) = default;
};

/// <changes since/> asks for what came behind that version; <changes version>CHANGE...</changes> is it, up to that version.
struct Changes {
  std::optional<std::uint64_t> since{};
  std::optional<std::uint64_t> version{};
  std::vector<Change> changes{};
  [[nodiscard]] xml::Element write() const;
  [[nodiscard]] static std::optional<Changes> parse(const xml::Element& element);
  friend bool operator==(const Changes&, const Changes&) = default;
};

}  // namespace assay::stanza::groups
