#pragma once
// From a device's mailbox to its sessions. Each session has a cursor: it is given every entry once, in order, whether it waited (the
// backlog) or arrives now, so order holds across the switch between the two (OFF-07). A backlog is given piece by piece as the reader takes
// it, and on streams with ack:1 no further ahead of its acknowledgements than its credit goes (OFF-05).

#include "reference/server/context.hpp"
#include "reference/server/mailbox.hpp"

namespace assay::server {

/// What is dirty, where something found no room in a mailbox (OFF-19).
inline constexpr const char* kMessages = "messages";

/// The entry was appended to the device's mailbox in this turn: gives it to the sessions that are up to date.
void deliver_fresh(const Context& context, const std::string& account, const std::string& device, const MailboxEntry& entry);

/// The session has become available with priority >= 0: gives it what waits, framed by <summary/> and <end/> on streams with ack:1.
void start_backlog(const Context& context, Session& session);
/// Its connection is lost: what comes for it stays in the mailbox, or is remembered in its place if it is not receptive.
void pause_delivery(Session& session);
/// It was resumed on another connection: gives it what came meanwhile, framed as a backlog.
void resume_delivery(const Context& context, Session& session);
/// The session is not available any more, or its priority is negative.
void stop_delivery(const Context& context, Session& session);

/// The entry was acknowledged: it goes, and no session of the device need remember it; one whose credit was used up goes on with its
/// backlog. False if there is no such entry.
bool forget_entry(const Context& context, const std::string& account, const std::string& device, std::uint64_t number);

/// The session is over, and no other takes its place: what was left to it is offered to the device's others.
void inherit_entries(const Context& context, const Session& gone);

/// Octets of the session's connection left: goes on with a backlog, and on streams without ack:1 lets entries go whose octets have left.
void continue_delivery(const Context& context, Session& session);

/// A message that is never stored: to the resource named, or to every receptive session of a bare address. False if there was none.
bool deliver_ephemeral(const Context& context, const jid::Jid& to, const xml::Element& message);

/// Whether a message to `to` reaches the session by itself (RFC 6121 section 8.5): the session it names, else every receptive one of the
/// account.
[[nodiscard]] bool is_reached(const Context& context, const Session& session, const jid::Jid& to);

}  // namespace assay::server
