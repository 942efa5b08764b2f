#pragma once
// From a group to its members: one order, in which each message and each event has its place, and each member's mailbox, which keeps it
// (GRP-06). A device whose mailbox is full misses what comes, and is told so; its client sees the gap in the order.

#include <functional>
#include <string>
#include <vector>

#include "reference/server/groups.hpp"
#include "reference/server/post.hpp"

namespace assay::server {

/// What a member gets: a message, or nullptr for nothing, which must outlive the call; and what he alone gets in it, as text.
struct Share {
  SharedMessage* message = nullptr;
  std::string own{};
};
using Shares = std::function<Share(const GroupMember&)>;

/// One text for all who get the same (GRP-16).
void fan_out(const Context& context, const std::vector<GroupMember>& members, WallTime stamp, const Shares& shares);
/// Something for one account alone, member or not.
void tell(const Context& context, const std::string& account, xml::Element message, WallTime stamp);

/// A message from the group itself, without content.
[[nodiscard]] xml::Element message_of(const Context& context, const Group& group);

}  // namespace assay::server
