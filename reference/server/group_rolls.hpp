#pragma once
// The newest roll of each group (spec chapter 06: GRP-19): whom its admins stand for, as one of them signed it. Nothing here understands
// it: it is checked that it may come, and kept.
//
// Space "group-roll": key(group) -> the <roll/>.

#include <optional>
#include <string>

#include "reference/base/result.hpp"
#include "reference/server/group_requests.hpp"
#include "reference/stanza/group_roll.hpp"

namespace assay::server {

class GroupRolls {
 public:
  explicit GroupRolls(const Context& context) : context_(context) {}

  [[nodiscard]] std::optional<stanza::groups::Roll> find(const std::string& group) const;
  void put(const std::string& group, const stanza::groups::Roll& roll) const;
  void forget(const std::string& group) const;

 private:
  const Context& context_;
};

/// The roll in a request that need not have one, if it may come; or why the request is refused whole.
[[nodiscard]] Result<std::optional<stanza::groups::Roll>, stanza::StanzaError> roll_in(const GroupRequest& request);
/// Why the roll in a request is not taken, with which the request is refused whole; nothing where there is none, or it is.
[[nodiscard]] std::optional<stanza::StanzaError> fault_of_roll(const GroupRequest& request,
                                                               const std::optional<stanza::groups::Roll>& roll);

}  // namespace assay::server
