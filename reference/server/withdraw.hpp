#pragma once
// Taking a message back that still waits (OFF-20).

#include <string>
#include <string_view>

#include "reference/server/context.hpp"

namespace assay::server {

/// Whatever waits for the devices of `addressee` of the message that `sender` (a bare address) sent under `id` at `stamp` goes. What tells
/// of its being taken back is a message of its own.
void withdraw(const Context& context, const std::string& addressee, const std::string& sender, std::string_view id, WallTime stamp);

}  // namespace assay::server
