#pragma once
// Rosters at rest (RFC 6121 section 2), and pushes to sessions that asked for theirs.
//
// Space "roster": key(account, contact's bare address) -> fields(subscription, flags, name, groups as fields).
// Space "roster-version": key(account) -> fields(a random name of this roster, number of its changes).
// Space "roster-of": key(contact's bare address, account) -> "", the same the other way round.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reference/server/context.hpp"
#include "reference/stanza/roster.hpp"

namespace assay::server {

struct RosterRecord {
  stanza::roster::Item item;
  bool listed = false;      ///< the user put it there: without it, it only remembers a request from the contact
  bool pending_in = false;  ///< the contact asked to see our presence and waits (RFC 6121 appendix A: "Pending In")
  bool matched = false;     ///< contact matching alone made it: it goes with the number (CON-14)

  [[nodiscard]] bool sees_us() const;  ///< from or both: our presence goes there
  [[nodiscard]] bool we_see() const;   ///< to or both: its presence comes here
};

class Rosters {
 public:
  explicit Rosters(const Context& context) : context_(context) {}

  [[nodiscard]] std::optional<RosterRecord> find(const std::string& account, const jid::Jid& contact) const;
  /// The record, or a fresh one that is not stored yet.
  [[nodiscard]] RosterRecord find_or_new(const std::string& account, const jid::Jid& contact) const;
  [[nodiscard]] std::vector<RosterRecord> all(const std::string& account) const;
  [[nodiscard]] std::size_t count(const std::string& account) const;
  /// Of these, what the account itself put there: not requests of others that wait for an answer.
  [[nodiscard]] std::size_t count_own(const std::string& account) const;
  /// Stores the record, or forgets it if nothing in it is worth keeping; pushes it to interested sessions if it is or was listed or has a
  /// subscription.
  void put(const std::string& account, const RosterRecord& record) const { put(account, record, find(account, record.item.jid)); }
  /// The same, where find() has been asked already: `before` is what it said.
  void put(const std::string& account, const RosterRecord& record, const std::optional<RosterRecord>& before) const;
  /// Forgets the contact and pushes its removal.
  void remove(const std::string& account, const jid::Jid& contact) const;
  /// The account's roster as it is now (section 2.6): another text after each change that is pushed, and never the same again.
  [[nodiscard]] std::string version(const std::string& account) const;
  /// The accounts that have a record of the contact, in order.
  [[nodiscard]] std::vector<std::string> owners_of(const jid::Jid& contact) const;
  /// The account ends: its roster goes, and it goes from all others.
  void forget(const std::string& account) const;

 private:
  void erase(const std::string& account, const jid::Jid& contact) const;
  void push(const std::string& account, const stanza::roster::Item& item) const;
  std::string next_version(const std::string& account) const;

  const Context& context_;
};

}  // namespace assay::server
