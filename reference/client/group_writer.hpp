#pragma once
// What we write to groups (GRP-15): each message says whom we mean, and who was left out gets it once we know him.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reference/client/group_book.hpp"
#include "reference/client/session.hpp"
#include "reference/stanza/group_message.hpp"

namespace assay::client {

/// Messages to groups that are remembered for a repair; the oldest go first.
inline constexpr std::size_t kRepairableMessages = 1'000;
/// So often a message is sent with other recipients than before.
inline constexpr unsigned kRecipientTries = 3;

class GroupWriter {
 public:
  using Ask = std::function<void(Session&, const std::string& group)>;

  /// `book` must outlive it. `ask` asks for the whole of a group; settle() or give_up() follows.
  GroupWriter(GroupBook& book, Ask ask) : book_(book), ask_(std::move(ask)) {}

  /// What is said to a group. It waits until the members are known. `payload`: what stands beside the body.
  struct Wanted {
    SendMessage message;
    std::vector<xml::Element> payload{};
    std::string command = "send";
  };
  void send(Session& session, Wanted wanted);
  /// The members of the group are known, as they are now.
  void settle(Session& session, const std::string& group);
  /// They cannot be asked for, and that will not change.
  void give_up(Session& session, const std::string& group, const RequestFault& fault);
  /// We are online: what waits asks for its members.
  void go_on(Session& session);
  /// Repairs whose message the server has acknowledged.
  void turn_ends(Session& session);

  void mismatched(Session& session, const std::string& group, const stanza::groups::Mismatch& mismatch);
  /// An error of the group. True if the message goes again, for others.
  [[nodiscard]] bool bounced(Session& session, const std::string& group, const xml::Element& error);
  /// We sent it to that group, from here.
  [[nodiscard]] bool is_ours(const std::string& group, const std::string& id) const;

 private:
  struct Sent {
    std::string group;
    Wanted wanted;
    std::uint64_t meant = 0;  ///< the version that it named
    unsigned tries = 0;
    std::optional<std::uint64_t> repair_for{};  ///< the version of those who may lack it
  };

  void write(Session& session, const std::string& group, const GroupState& state, Wanted wanted);
  void repair(Session& session, Sent& sent, const GroupState& state);
  void remember(const std::string& id, Sent sent);

  GroupBook& book_;
  Ask ask_;
  std::deque<Wanted> waiting_;        // for the members of their group
  std::map<std::string, Sent> sent_;  // by id
  std::deque<std::string> sent_order_;
  std::set<std::string> repairs_;  // ids that want one
};

}  // namespace assay::client
