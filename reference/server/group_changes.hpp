#pragma once
// The versions of a group: each change makes one, is told to the members in its place, and is kept for those who come back (GRP-05,
// GRP-06).
//
// Space "group-change": key(group, ordered(version)) -> the <change/>. Whom the kept ones name is in group_traces.hpp.

#include <optional>
#include <string>
#include <vector>

#include "reference/server/groups.hpp"
#include "reference/stanza/group_change.hpp"
#include "reference/stanza/group_roll.hpp"

namespace assay::server {

/// What a change is told with.
struct Beside {
  std::vector<std::string> departed{};         ///< accounts that went by it and are told, too, unless they have ended
  std::optional<stanza::groups::Roll> roll{};  ///< that came with it (GRP-19f)
};

/// Makes the group's next version: the members and texts in `group` are as they are to be from now on. `change` needs its kind, actor,
/// members, text and settings. Puts the group, and its roll.
void make_change(const Context& context, Group& group, stanza::groups::Change change, const Beside& beside = {});

class GroupChanges {
 public:
  explicit GroupChanges(const Context& context) : context_(context) {}

  [[nodiscard]] std::optional<stanza::groups::Change> find(const std::string& group, std::uint64_t version) const;
  /// In order, behind `since`, as many as fit into one answer.
  [[nodiscard]] std::vector<stanza::groups::Change> behind(const std::string& group, std::uint64_t since) const;
  void append(Group& group, const stanza::groups::Change& change) const;
  /// Those up to that version are kept no more. Puts the group.
  void forget_until(const std::string& group, std::uint64_t version) const;
  /// The group ends.
  void forget(const std::string& group) const;

 private:
  void erase(const std::string& group, std::uint64_t version) const;

  const Context& context_;
};

}  // namespace assay::server
