#pragma once
// What two people compare (spec chapter 07, section 6), out of the keys that a device knows.

#include <optional>
#include <string>

#include "reference/client/events.hpp"
#include "reference/client/keyring.hpp"

namespace assay::client {

/// A side has its devices' keys, ours at least our own. Nothing if no keys of the account are known.
[[nodiscard]] std::optional<AccountKeys> keys_of(Keyring& keyring, const std::string& account);

}  // namespace assay::client
