#pragma once
// What a client makes of a proof from the server's log of keys (spec chapter 07, section 14): whether the log goes on from what is known of
// it, and has the list that comes with the proof.

#include <optional>
#include <string_view>

#include "reference/base/now.hpp"
#include "reference/base/result.hpp"
#include "reference/client/keyring.hpp"
#include "reference/stanza/key_log.hpp"

namespace assay::client {

enum class LogFault {
  BadProof,      ///< it is none, or the list's leaf is not in the tree
  BadHead,       ///< its key did not sign it
  OtherLog,      ///< its key is not the log's
  OldHead,       ///< smaller than one that was seen, or told long ago
  ForkedLog,     ///< it does not go on from the one that was seen
  MissingEntry,  ///< there is no proof, or one of an older list
  ForeignEntry,  ///< in our own place stands a list that we did not sign
  NoLog,         ///< there was one
};
/// "bad-proof", "bad-head", "other-log", "old-head", "forked-log", "missing-entry", "foreign-entry", "no-log"
[[nodiscard]] std::string_view name_of(LogFault fault);

/// `known` is what is known of the log of that domain; `account` a bare address. Answers what is known from now on. Of the list it looks
/// at nothing but whether it is the one in the tree.
[[nodiscard]] Result<KnownLog, LogFault> judge(const std::optional<KnownLog>& known, std::string_view domain, std::string_view account,
                                               const stanza::key_log::Proof& proof, WallTime now);

}  // namespace assay::client
