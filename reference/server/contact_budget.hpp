#pragma once
// How many numbers an account may ask for (CON-05): so many new ones within a window; one that was asked before in the window is free. What
// was asked is kept as keyed hashes alone (CON-10).
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

}  // namespace assay::server
