#pragma once
// A session's message to a group (spec chapter 06: GRP-04, GRP-06, GRP-10, GRP-15, GRP-28).

#include <optional>
#include <string>

#include "reference/server/groups.hpp"
#include "reference/server/message_pace.hpp"

namespace assay::server {

/// `message` has a `to` below the groups' domain, whose localpart is `id`. Whose sums of receipts it changed, if it is a receipt that did.
[[nodiscard]] std::optional<std::string> take_group_message(const Context& context, Session& session, xml::Element& message,
                                                            const std::string& id, Bursts& bursts);

}  // namespace assay::server
