#pragma once
// What is remembered of an account's address book between two syncs (spec chapter 03): the numbers that have accounts here, so that a full
// list can forget them and a delta can tell what became of them; and those that have none, if the account wants join notices. A number is
// kept as a keyed hash; that of an account here is kept sealed beside it (readable with the server's secret alone), that of nobody's is not
// (CON-10).
//
// Space "contact-book": key(account, hash of number) -> fields(sealed number or "", status, changed in, seen in).
// Space "contact-holder": key(hash of number, account) -> "": who waits for a number to join.
// Space "contact-sync": key(account) -> fields(epoch, changes, floor, round, id of the list, next chunk, flags: 'f' finished, entries).

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reference/server/context.hpp"

namespace assay::server {

/// How far an account's syncs have got.
struct SyncState {
  std::string epoch;          ///< of its cursors: another one after each full list
  std::uint64_t changes = 0;  ///< counts the changes that were noted
  std::uint64_t floor = 0;    ///< changes up to here have been seen by the client, and may be forgotten
  std::uint64_t round = 0;    ///< counts the full lists
  std::string list;           ///< id of the newest full list, "" for one that came whole
  std::uint64_t next_chunk = 0;
  bool finished = true;       ///< the newest full list had its last chunk
  std::uint64_t entries = 0;  ///< of the book
};

struct BookEntry {
  enum class Status {
    In,       ///< it was answered, or told, to be "in"
    Out,      ///< "out": an account that hides, or one that was "in" before and is no more
    Awaited,  ///< "out", nobody's: the account is told when it joins
  };
  std::string number;  ///< digits; "" for Awaited
  Status status = Status::In;
  std::uint64_t changed = 0;  ///< SyncState::changes of its last change; 0 while it is as it was first answered
  std::uint64_t round = 0;    ///< SyncState::round in which it was last submitted
};

class ContactBook {
 public:
  ContactBook(const Context& context, const std::string& account) : context_(context), account_(account), state_(read_state()) {}

  [[nodiscard]] SyncState& state() { return state_; }
  /// Stores the state. To be called once after all changes.
  void put_state() const;

  /// A number as the book knows it.
  [[nodiscard]] Bytes hash_of(const std::string& number) const;
  [[nodiscard]] std::optional<BookEntry> find(const Bytes& hash) const;
  /// `before` is what find() has answered. False if the book is full: then nothing was stored.
  bool put(const Bytes& hash, const BookEntry& entry, const std::optional<BookEntry>& before);
  void erase(const Bytes& hash, const BookEntry& entry);
  /// All entries in the order of their hashes.
  [[nodiscard]] std::vector<std::pair<Bytes, BookEntry>> all() const;
  /// The account ends.
  void forget();

  /// Whether the account has the number in its address book, so far as that is remembered.
  [[nodiscard]] static bool has(const Context& context, const std::string& account, const std::string& number);
  /// Accounts that wait for the number, at most so many.
  [[nodiscard]] static std::vector<std::string> holders(const Context& context, const std::string& number, std::size_t most);

 private:
  [[nodiscard]] SyncState read_state() const;
  [[nodiscard]] Bytes sealed(const Bytes& hash, const std::string& number) const;

  const Context& context_;
  const std::string& account_;
  SyncState state_;
};

}  // namespace assay::server
