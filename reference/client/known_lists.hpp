#pragma once
// What a client makes of a signed list of devices (spec chapter 07, section 9): whether it may be believed, and what it changes in what is
// known of the account.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"
#include "reference/client/keyring.hpp"
#include "reference/stanza/device_list.hpp"

namespace assay::client {

/// A list that nobody encrypts for (ENC-15e to ENC-15g).
enum class ListFault {
  Unsigned,  ///< the key of its first device did not sign it
  Old,       ///< we have seen a later one, or another one of the same version
  Expired,   ///< it is over
  TooLong,   ///< it is good for longer than a list may be
  TooLarge,  ///< more than kListedDevices
};
/// "unsigned-list", "old-list", "expired-list", "long-list", "large-list"
[[nodiscard]] std::string_view name_of(ListFault fault);

/// What is different from what was known. Nothing of the first list that is seen of an account.
struct ListChange {
  bool identity = false;  ///< the phone signs by another key: everything else is new with it (ENC-18)
  std::vector<std::uint32_t> added;
  std::vector<std::uint32_t> removed;
};

/// `known` is nullptr, or what is known of the account with that bare address.
[[nodiscard]] Result<ListChange, ListFault> judge(const KnownAccount* known, std::string_view account,
                                                  const stanza::device_list::Devices& list, WallTime now);
/// The list takes the place of what is known. Sessions stay with devices whose identity key is the same.
void take_list(KnownAccount& known, const stanza::device_list::Devices& list);

}  // namespace assay::client
