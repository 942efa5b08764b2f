#pragma once
// The log of keys at rest (spec chapter 07, section 14; ENC-20): a hash tree of which each complete node is written once and never again.
// An append writes two nodes on the average, a proof reads some for each doubling of the log, and nothing of it is held in memory.
//
// Space "key-log": key("seed") -> 32 octets, of the log's own key; key("size") -> ordered(leaves).
// Space "key-log-node": key(ordered(level), ordered(index)) -> 32 octets.
// Space "key-log-entry": key(account) -> fields(index of its leaf, version, nonce), of the list that is published now.

#include <cstdint>
#include <optional>
#include <string>

#include "reference/crypto/ed25519.hpp"
#include "reference/crypto/merkle.hpp"
#include "reference/server/context.hpp"
#include "reference/stanza/device_list.hpp"
#include "reference/stanza/key_log.hpp"

namespace assay::server {

class KeyLog {
 public:
  explicit KeyLog(const Context& context) : context_(context) {}

  [[nodiscard]] std::uint64_t size() const;
  /// The account's list is published, in this turn.
  void append(const std::string& account, const stanza::device_list::Devices& list) const;
  /// Proves the account's list, which is published, and that the log goes on from its first `since` leaves, 0 to size(). A list from before
  /// there was a log is appended first.
  [[nodiscard]] stanza::key_log::Proof prove(const std::string& account, const stanza::device_list::Devices& list,
                                             std::uint64_t since) const;
  /// What blinds the account's entry goes; its leaf stays (ENC-20g).
  void forget(const std::string& account) const;

 private:
  struct Entry {
    std::uint64_t index = 0;
    Bytes nonce;
  };
  [[nodiscard]] std::optional<Entry> find(const std::string& account, std::uint64_t version) const;
  [[nodiscard]] crypto::MerkleTree tree() const;
  [[nodiscard]] crypto::Ed25519KeyPair signing_key() const;
  [[nodiscard]] stanza::key_log::Head head(const crypto::MerkleTree& tree) const;

  const Context& context_;
};

}  // namespace assay::server
