#pragma once
// Requests to a group with the roll behind them (spec chapter 06, Rolls): made by what we know of the group, when all of it is judged, and
// made anew where another change came between (GRP-19a).

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>

#include "reference/client/group_book.hpp"
#include "reference/client/group_reader.hpp"
#include "reference/client/session.hpp"
#include "reference/xml/element.hpp"

namespace assay::client {

/// So often a request is signed anew because others came before it.
inline constexpr unsigned kRollTries = 5;

class GroupSigner {
 public:
  /// Both must outlive it.
  GroupSigner(GroupBook& book, GroupReader& reader) : book_(book), reader_(reader) {}

  struct Request {
    xml::Element payload;
    bool is_signed = false;  ///< there is a roll in it
  };
  struct Wish {
    std::string command;  ///< that fails where the group is not to be known
    std::string group;
    /// By what holds then. Nothing: there is no such request, and it has said why.
    std::function<std::optional<Request>(Session&, const GroupState&)> make;
    std::function<void(Session&, const Answer&)> answered;
    unsigned tries = 0;         ///< that were stale
    std::uint64_t version = 0;  ///< of the last one
  };

  /// Whether rolls are signed here at all.
  [[nodiscard]] static bool signs(const Session& session);
  void ask(Session& session, Wish wish);
  /// What waited, and is settled.
  void turn_ends(Session& session);

 private:
  void learn(Session& session, Wish wish);
  [[nodiscard]] bool is_settled(const Session& session, const Wish& wish) const;

  GroupBook& book_;
  GroupReader& reader_;
  std::deque<Wish> waiting_;
};

}  // namespace assay::client
