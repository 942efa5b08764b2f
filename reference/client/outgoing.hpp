#pragma once
// What goes out and is kept until the server has it (MSG-04): messages, and receipts, which nobody is told about.

#include "reference/client/outbox.hpp"
#include "reference/client/session.hpp"

namespace assay::client {

/// Keeps it and, online, sends it. The outbox must not be full.
void deliver(Session& session, Outgoing outgoing);
/// Sends all that is kept, in the order of the first time.
void deliver_again(Session& session);
/// The same after a resumption, for what the server will not get by it (XEP-0198): a round trip later, if it may have refused some of it
/// (MSG-04b).
void deliver_uncounted(Session& session);
/// Sends what waited for keys, as far as it has them now.
void deliver_waiting(Session& session);
/// The message without what it says: addresses, id and type.
[[nodiscard]] xml::Element frame_of(const Outgoing& outgoing);
/// What it says: its body and payload, a receipt or the wish for one.
[[nodiscard]] std::vector<xml::Element> contents_of(const Outgoing& outgoing);
/// Whether it goes sealed or not at all.
[[nodiscard]] bool is_sealed_only(const Outgoing& outgoing);
/// Whether the caller learns what becomes of it.
[[nodiscard]] bool is_told(const Outgoing& outgoing);
/// The server has the message with this id: tells the caller, if it was his.
void accepted(Session& session, const std::string& id, std::optional<WallTime> stamp);

}  // namespace assay::client
