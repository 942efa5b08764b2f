#pragma once
// Proofs by a device's key before login (spec chapter 02): over the connection that they come on, where both sides can.

#include "reference/server/context.hpp"
#include "reference/stanza/registration.hpp"

namespace assay::server {

/// Whether the server takes proofs with that binding on a connection of which this is known.
[[nodiscard]] bool accepts_binding(const Context& context, const stream::Facts& facts, stanza::registration::Binding binding);
/// The octets that such a proof covers of the connection.
[[nodiscard]] ByteView binding_octets(const stream::Facts& facts, stanza::registration::Binding binding);

}  // namespace assay::server
