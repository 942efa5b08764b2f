#pragma once
// Whether somebody may be put into a group (GRP-02, GRP-03): each by himself, so that one refusal stops nobody else.

#include "reference/server/groups.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::server {

/// What becomes of `jid` if the session's account adds him. Charges his number to its budgets. An outcome of Added is for the caller to
/// carry out; `places` is how many more the group takes.
[[nodiscard]] stanza::groups::Invitee admit(const Context& context, const Session& session, const Group& group, const std::string& jid,
                                            std::size_t places);

}  // namespace assay::server
