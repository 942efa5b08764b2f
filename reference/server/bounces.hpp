#pragma once
// Messages that were accepted and can reach nobody any more go back to their senders as errors (REG-18), which wait for them like messages.

#include <string>

#include "reference/server/context.hpp"
#include "reference/server/mailbox.hpp"

namespace assay::server {

/// Empties the mailbox of the account's phone. What its companions had is not lost to anybody by their end.
void bounce_waiting(const Context& context, const std::string& account);

/// Tells the sender of an entry of the account's, which is about to go or gone, what became of it, by the name of an error. `text` is the
/// stanza. Nobody is told of errors, of receipts, and of what the server says itself.
void bounce(const Context& context, const std::string& account, const std::string& text, const char* why);

}  // namespace assay::server
