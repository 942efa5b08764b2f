#pragma once
// Acknowledgement of what was sent to a session with stream management (XEP-0198 section 4): what its client has counted goes, and the
// client is asked to count.

#include <cstdint>

#include "reference/server/context.hpp"

namespace assay::server {

/// The client has handled so many stanzas: those go, and their mailbox entries with them. False if so many were not sent, or more were
/// counted before.
[[nodiscard]] bool acknowledge(const Context& context, Session& session, std::uint32_t handled);

/// Sends <r/>.
void ask(const Context& context, Session& session);
/// Asks at once if much was sent since it was asked, else when nothing more was sent for a while.
void ask_in_time(const Context& context, Session& session);

}  // namespace assay::server
