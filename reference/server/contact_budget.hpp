#pragma once
// How many numbers an account may ask for, by matching (CON-05 to CON-07), by writing to them (MSG-16b) or by subscribing: so many new
// ones within a window and within a day, so many among neighbours. One that was asked before in the window is free. What was asked is
// kept as keyed hashes alone (CON-10).
//
// Space "contact-window": key(account) -> fields(new numbers, start, new numbers of the day, the day's start).
// Space "contact-asked": key(account, one of 64 shelves) -> 32 octets for each new number: hash of account and block, which tells the shelf,
// and hash of account and number.
// Space "contact-prefix": key(ordered(day), hash of address prefix and block) -> ordered(new numbers of young accounts).

#include <chrono>
#include <set>
#include <string>

#include "reference/base/result.hpp"
#include "reference/server/context.hpp"

namespace assay::server {

enum class Asking {
  Whole,   ///< with the whole address book: charged to the window alone
  Single,  ///< a few: charged to the day too
};

/// The numbers that were new, or how long to wait if they exceed a budget: then none was charged.
using Charged = Result<std::set<std::string>, std::chrono::seconds>;

/// Charges the numbers (digits) to the session's account.
[[nodiscard]] Charged charge_numbers(const Context& context, const Session& session, const std::set<std::string>& numbers, Asking asking);

/// The same for the recipient of a message (MSG-16b), and for whoever is asked for a subscription or put into a roster (CON-05d): free for
/// those with a subscription either way, which took their consent. An item that the account alone put into its roster is not enough: it
/// could be set and removed for each number of an area code. How long to wait, if it is refused.
[[nodiscard]] std::optional<std::chrono::seconds> charge_recipient(const Context& context, const Session& session, const jid::Jid& to);

/// The account ends.
void forget_budget(const Context& context, const std::string& account);

}  // namespace assay::server
