#pragma once
// The one history of a group, put together from what its members got, and each member's view held against it. It knows nothing of the
// server but the chapter (reference/spec/06-groups.md): who is a member at a place follows from the changes before it.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/crowd/testimony.hpp"

namespace assay::sim::crowd {

struct Rules {
  std::size_t members = 1'024;  ///< the group's limit
  /// Where a commit may fail without a crash, a message can be refused, the refusal be lost, and the next one be accepted before it.
  bool keeps_order_of_each = true;
  /// Of the last one who leaves nobody hears, not even he: the group is over.
  bool may_end = false;
};

/// What happened, as all together tell it. Accounts are bare JIDs.
struct Chronicle {
  struct Place {
    const Heard* heard = nullptr;
    /// Who was to get it, and since which version each was a member: in the order of octets.
    std::vector<std::pair<std::string, std::uint64_t>> audience;
    [[nodiscard]] const std::uint64_t* since(const std::string& account) const;
  };
  struct Seat {
    stanza::groups::Role role = stanza::groups::Role::Member;
    std::uint64_t since = 0;  ///< the version
  };
  struct Entry {  ///< into the group
    std::uint64_t n = 0;
    std::string account;
    std::string actor;
    stanza::groups::ChangeKind how = stanza::groups::ChangeKind::Created;
  };
  std::map<std::uint64_t, Place> places;
  std::uint64_t version = 0;
  std::map<std::string, Seat> members;                           ///< at the end
  std::map<std::uint64_t, std::string> hashes;                   ///< of the members, by version
  std::map<std::string, std::vector<std::uint64_t>> departures;  ///< the places where an account was removed or left
  std::map<std::string, std::string> successors;                 ///< the account that another goes on as
  std::vector<Entry> entries;
  std::set<std::string> rulers;  ///< who has ever been an admin or the owner

  /// The account that goes on for this one, or this one.
  [[nodiscard]] const std::string& person(const std::string& account) const;
  /// Whether whoever was in at that place has been in ever since.
  [[nodiscard]] bool stayed(const std::string& account, std::uint64_t since) const;
};

struct Verdict {
  std::size_t places = 0;
  std::size_t changes = 0;
  std::size_t members = 0;       ///< at the end
  std::size_t most_members = 0;  ///< at any place
  std::size_t repaired = 0;
  Chronicle chronicle{};
  std::vector<std::string> faults{};  ///< none: every view is a piece of one history
};

/// The testimonies, of one group alone, are complete: everything that was under way has arrived. They outlive the chronicle.
[[nodiscard]] Verdict judge(const std::vector<Testimony>& testimonies, const Rules& rules);

}  // namespace assay::sim::crowd
