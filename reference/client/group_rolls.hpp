#pragma once
// The rolls that a server shows (spec chapter 07, section 13): each is judged in its turn, when its signer's list of devices is there, and
// what the user should know of it is told. What is believed is in the keyring (group_roll.hpp).

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reference/client/directory.hpp"
#include "reference/client/group_roll.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/group_change.hpp"
#include "reference/stanza/group_roll.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// Rolls of one group that wait for their signers' lists. The newest is asked for where one of them is dropped.
inline constexpr std::size_t kWaitingRolls = 16;

class GroupRolls {
 public:
  /// `directory` must outlive it.
  explicit GroupRolls(Directory& directory) : directory_(directory) {}

  /// A message of the group itself: the features have seen it.
  void came(Session& session, const std::string& group, const xml::Element& message);
  /// What is known of an account's devices is known now.
  void settled(Session& session, const std::string& account);
  /// The group is written to: whoever is on no roll is told. Without a roll it is asked for.
  void want(const std::string& group) {
    if (unsettled_.size() < kKeyedGroups) unsettled_.insert(group);
  }
  /// A roll of the group, or how somebody signed himself in, is being judged, or a roll is asked for.
  [[nodiscard]] bool waits(const std::string& group) const {
    return judged_.count(group) != 0 || asking_.count(group) != 0 || entering_.count(group) != 0;
  }
  /// The server has been asked for one, on this stream, and has answered.
  [[nodiscard]] bool has_asked(const std::string& group) const { return asked_.count(group) != 0 && asking_.count(group) == 0; }
  /// The user agrees to the roll that waits for it, or to those whom the server shows. False if there is neither.
  [[nodiscard]] bool agree(Session& session, const std::string& group);
  /// True if anything was settled: what waited may be written.
  [[nodiscard]] bool turn_ends(Session& session);
  /// The stream is over.
  void forget(Session& session);

 private:
  struct Judged {
    stanza::groups::Roll roll;
    std::optional<stanza::groups::Change> beside;  // nothing where it was asked for
  };

  void drop(const std::string& group);
  void judge_all(Session& session, const std::string& group);
  /// False if its signer's list is awaited.
  bool judge(Session& session, const std::string& group, const Judged& judged);
  [[nodiscard]] bool is_known(Session& session, const std::string& account);
  /// Whoever came by a link, as far as the lists of those are there by which it is judged.
  void let_enter(Session& session, const std::string& group);
  void ask(Session& session, const std::string& group);
  void doubt_owner(Session& session, const std::string& group, const GroupState& state);
  /// True if nothing is open.
  bool settle(Session& session, const std::string& group);
  void tell(Session& session, const std::string& group, const GroupState& state);

  Directory& directory_;
  std::map<std::string, std::deque<Judged>> judged_;                                // by group, in the order of their coming
  std::map<std::string, stanza::groups::Roll> candidates_;                          // first ones, which the user is to agree to
  std::map<std::string, std::vector<std::string>> unvouched_;                       // as the user was told
  std::set<std::string> unsettled_;                                                 // groups of which something may have to be told
  std::set<std::string> entering_;                                                  // groups that somebody came to whose list is awaited
  std::map<std::string, std::set<std::pair<std::string, std::uint64_t>>> refused_;  // who came in vain, and since when
  std::map<std::string, std::string> doubted_;                                      // whom the user was told to be no owner by the roll
  std::set<std::string> asking_;
  std::set<std::string> asked_;  // on this stream
};

}  // namespace assay::client
