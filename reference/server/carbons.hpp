#pragma once
// Message Carbons (XEP-0280): which messages are copied, and to which sessions. Copies for sessions of one device live as long as their
// connections: they are no entries of a mailbox, and carry no id of one. What other devices get is post.hpp's.

#include <vector>

#include "reference/server/context.hpp"

namespace assay::server {

struct Carbon {
  Session* to;
  xml::Element message;
};

/// The copies of a message that its sender's server takes: for the other sessions of the sender and those of the recipient that have
/// carbons enabled and are not reached by the message itself. `message` is the original as it was sent, with `from` and `to`. Send them
/// in the same turn, behind the message, if it was taken.
[[nodiscard]] std::vector<Carbon> carbons_of(const Context& context, const Session& sender, const xml::Element& message,
                                             const jid::Jid& to);
/// Whether such a message is copied at all (section 6.1). `message` is the original as it was sent.
[[nodiscard]] bool is_copied(const xml::Element& message);
void send_carbons(const Context& context, const std::vector<Carbon>& carbons);

/// Section 9: <private/> has had its effect once it is here.
void strip_private(xml::Element& message);

}  // namespace assay::server
