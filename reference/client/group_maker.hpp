#pragma once
// How a client that encrypts makes a group (spec chapters 06 and 07, section 13): a roll names the group, which has no name before it is
// made. So it is made alone, and whom the user wanted in it is added when it is there, in a later session if need be (GRP-19p).

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reference/client/group_book.hpp"
#include "reference/client/group_commands.hpp"
#include "reference/client/session.hpp"

namespace assay::client {

/// The answer to who was to be added: GroupInvited, or Failed.
void tell_invited(Session& session, const std::string& command, const Answer& answer);

class GroupMaker {
 public:
  using Answered = std::function<void(Session&, const Answer&)>;
  /// Adds members, with the roll behind it.
  using Add = std::function<void(Session&, const std::string& group, const std::vector<std::string>& members, Answered)>;

  /// `book` must outlive it.
  GroupMaker(GroupBook& book, Add add) : book_(book), add_(std::move(add)) {}

  void make(Session& session, const CreateGroup& wanted);
  /// All that waited for us has come, and with it the groups that a lost stream, or the end of the program, has left half made.
  void finish(Session& session);

 private:
  void made_alone(Session& session, const std::string& group, const std::vector<std::string>& members);
  void add_wanted(Session& session, const std::string& group, const std::vector<std::string>& members);
  [[nodiscard]] std::optional<std::string> made_of(const Session& session, const std::string& subject) const;

  GroupBook& book_;
  Add add_;
  std::vector<CreateGroup> unanswered_;  // of a stream that is lost: they may have been made
};

}  // namespace assay::client
