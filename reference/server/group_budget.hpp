#pragma once
// How many groups an account may make, and how many strangers it may put into groups, within a day (GRP-26); and how many wrong tokens a
// network address may try within an hour (GRP-12).
//
// Space "group-day": key(account) -> fields(start, groups made, strangers added).
// Space "group-guess": key(ordered(hour), address prefix) -> ordered(wrong tokens).

#include <chrono>
#include <optional>
#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// How long to wait, if it is refused; else it is counted.
[[nodiscard]] std::optional<std::chrono::seconds> charge_group(const Context& context, const std::string& account);
[[nodiscard]] std::optional<std::chrono::seconds> charge_stranger(const Context& context, const std::string& account);
/// The account ends.
void forget_group_day(const Context& context, const std::string& account);

/// How long the session's address has to wait with tokens, right ones too.
[[nodiscard]] std::optional<std::chrono::seconds> wait_after_guesses(const Context& context, const Session& session);
void count_guess(const Context& context, const Session& session);

}  // namespace assay::server
