#pragma once
// Who wrote to whom first (MSG-14): an account may begin so many conversations with strangers a day. One with whom it has a subscription
// either way is no stranger, nor is one who has written to it, nor one to whom it has begun to write already.
//
// Space "opened": key(account, mark of the addressee) -> stamp. Space "opened-age": key(stamp, account, mark) -> "", for forgetting.
// Space "openings": key(account) -> fields(openings of the day, the day's start).

#include <chrono>
#include <optional>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// How long a conversation counts as begun without a subscription.
inline constexpr std::chrono::days kOpenedTime{90};

/// Charges the session's account for writing to the local account of `to`. How long to wait, if it may not.
[[nodiscard]] std::optional<std::chrono::seconds> charge_opening(const Context& context, const Session& session, const jid::Jid& to);
/// The account ends.
void forget_openings(const Context& context, const std::string& account);

}  // namespace assay::server
