#pragma once
// What matching a number means (spec chapter 03): whether its owner may be known, and what the rosters gain and lose by it.

#include <cstdint>
#include <string>

#include "reference/server/contact_settings.hpp"
#include "reference/server/context.hpp"

namespace assay::server {

struct Known {
  bool exists = false;   ///< the number has an account
  bool visible = false;  ///< and the asker may know that
  bool lists = false;    ///< the account has the asker in its roster
};

/// What `asker` may know of a number. The same look-ups whatever the answer is (CON-12, CON-15).
[[nodiscard]] Known look(const Context& context, const std::string& asker, const std::string& number);

/// What MatchedRoster::list() does in the store for a contact that is new and does not list the account: its record and the roster's
/// version looked for; the record, its owner and the version written.
inline constexpr std::size_t kListGets = 2;
inline constexpr std::size_t kListPuts = 3;

/// One account's roster while it matches several numbers.
class MatchedRoster {
 public:
  MatchedRoster(const Context& context, const std::string& account);

  /// The contact, an account that may be known (as look() says), gets an item with subscription none (CON-22); where it lists the account
  /// too, both see each other from now on (CON-23). Nothing happens if the roster is full.
  void list(const std::string& contact, const Known& known);
  /// The number is not in the address book any more: what matching alone made goes, on both sides (CON-14).
  void unlist(const std::string& contact);
  /// What a match that is "out" leaves undone in the store, done without effect: so it takes the steps of one that is "in" (CON-15).
  void pad(std::size_t gets, std::size_t puts);

 private:
  const Context& context_;
  const std::string& account_;
  bool hides_;
  std::size_t size_;
  std::uint64_t padded_ = 0;
};

/// The account put the contact into its roster by hand: if the contact has the account's number, both see each other (CON-23), as if the
/// number had been matched.
void list_by_hand(const Context& context, const std::string& account, const std::string& contact);

/// The account ends.
void forget_padding(const Context& context, const std::string& account);

/// The newcomer has shown up: tells the accounts that wait for its number, each once (CON-11). False if there are more of them than one
/// turn should serve: then the rest still waits.
bool tell_joined(const Context& context, const std::string& newcomer);

}  // namespace assay::server
