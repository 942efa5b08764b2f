#pragma once
// How many numbers an account may ask for, by matching (CON-05) or by writing to them (MSG-16b): so many new ones within a window; one that
// was asked before in the window is free. What was asked is kept as keyed hashes alone (CON-10).
//
// Space "contact-window": key(account) -> fields(new numbers, start). Space "contact-asked": key(account, hash) -> "".

#include <chrono>
#include <optional>
#include <set>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// Charges the numbers (digits) to the account. How long to wait, if they exceed its budget: then none was charged.
[[nodiscard]] std::optional<std::chrono::seconds> charge_numbers(const Context& context, const std::string& account,
                                                                 const std::set<std::string>& numbers);

/// The same for the recipient of a message (MSG-16b): free for those with a subscription either way, which took their consent. An item that
/// the account alone put into its roster is not enough: it could be set and removed for each number of an area code.
[[nodiscard]] std::optional<std::chrono::seconds> charge_recipient(const Context& context, const Session& session, const jid::Jid& to);

}  // namespace assay::server
