#pragma once
// Reads what the cast says of an actor beside its kind and start.

#include "conformance/language/faults.hpp"
#include "conformance/language/scenario.hpp"
#include "reference/config/node.hpp"

namespace assay::conformance::language {

/// `handlers: { acknowledge: off }`, or `off` or `on` for all. `member.handlers` is what its kind has.
void read_handlers(const config::Source& source, const config::Node& node, CastMember& member, Faults& faults);
/// `pieces: 1`: octets.
void read_pieces(const config::Source& source, const config::Node& node, CastMember& member, Faults& faults);

}  // namespace assay::conformance::language
