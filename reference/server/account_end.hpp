#pragma once
// The end of an account (REG-20 to REG-22): its credentials go, and every feature forgets what it kept of it.

#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

/// The space whose erased records are ended accounts: a store with files is told to leave no trace of what goes with one (REG-22e).
inline constexpr const char* kEndOfAccount = "account";

/// An account without sessions. One that may have some ends by Outlet::end_account(), which does this in its time.
void forget_account(const Context& context, const std::string& account);

}  // namespace assay::server
