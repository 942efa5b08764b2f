#pragma once
// Putting a message into an account's mailbox, and with it on the way to the account's sessions.

#include "reference/server/context.hpp"
#include "reference/server/mailbox.hpp"

namespace assay::server {

enum class Posting {
  ForReal,
  ForShow,  ///< nothing is kept or given to anybody; the answer is as if
};

/// `to` is an address of an account here. Marks the message with its entry's stanza-id. False if the mailbox is full.
[[nodiscard]] bool post(const Context& context, xml::Element& message, const jid::Jid& to, WallTime stamp,
                        Posting posting = Posting::ForReal);

}  // namespace assay::server
