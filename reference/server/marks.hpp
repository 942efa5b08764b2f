#pragma once
// Accounts in the records of others: a keyed hash, so that such a record tells nobody whom an account wrote to, and nothing of a number
// stays when it ends (CON-10, BCL-01).

#include <string_view>

#include "reference/server/context.hpp"
#include "reference/store/key.hpp"

namespace assay::server {

/// What stands for `other` in records of `owner`: another mark for each owner.
[[nodiscard]] inline Bytes mark_of(const Context& context, std::string_view owner, std::string_view other) {
  constexpr std::size_t kOctets = 16;
  return context.keys.contacts.of(store::fields({"addressee", owner, other})).substr(0, kOctets);
}

}  // namespace assay::server
