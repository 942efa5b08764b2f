#pragma once
// Messages that were accepted and can reach nobody any more go back to their senders as errors (REG-18), which wait for them like messages.

#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// Empties the account's mailbox.
void bounce_waiting(const Context& context, const std::string& account);

}  // namespace assay::server
