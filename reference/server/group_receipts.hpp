#pragma once
// Who has a group's message, and who has read it: counted for its sender, who is told sums, and nobody else (GRP-17, GRP-18).
//
// Space "group-message": key(group, ordered(place)) -> fields(sender, id, version, of, delivered, read, when it was
// told).
// Space "group-receipt": key(group, ordered(place), account) -> "delivered" | "read".
// Space "group-receipt-due": key(sender, group, ordered(place)) -> "": sums that he has not been told.
// Space "group-departed": key(group, ordered(the last place when he went), account) -> "": who may be named in the other spaces, and is no
// member. The same by account is in group_traces.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/server/groups.hpp"
#include "reference/stanza/group_message.hpp"

namespace assay::server {

struct CountedMessage {
  std::string sender;  ///< an account
  std::string id;
  std::uint64_t version = 0;  ///< in force at its place: members since then or earlier were to get it
  std::uint64_t of = 0;       ///< so many, without the sender
  std::uint64_t delivered = 0;
  std::uint64_t read = 0;
  WallTime told{};  ///< the last sums
};

class GroupReceipts {
 public:
  explicit GroupReceipts(const Context& context) : context_(context) {}

  /// A message took its place; what is long behind it is counted no more.
  void begin(const std::string& group, std::uint64_t n, const CountedMessage& message) const;
  /// The message's sender, if it changed a sum: only of who was to get the message.
  [[nodiscard]] std::optional<std::string> count(const std::string& group, const GroupMember& member,
                                                 const stanza::groups::Receipt& receipt) const;
  /// Tells the sender, if he is there, what is due and not too soon. When the first of what is left is due; nothing if he is away.
  [[nodiscard]] std::optional<WallTime> tell_due(const std::string& sender) const;
  [[nodiscard]] bool has_due(const std::string& sender) const;
  /// A member goes on as another account: he counts as the one he was, and is told the sums of what he wrote (GRP-17d).
  void move(const std::string& group, const std::string& from, const std::string& to) const;
  /// The account is a member no more. What is there of it stays as long as the messages are counted, unless the account ends.
  void depart(const std::string& group, const std::string& account) const;
  void forget(const std::string& group) const;
  /// The account is in that group no more, and ends.
  void forget_member(const std::string& group, const std::string& account) const;
  /// The account has left all its groups.
  void forget_sender(const std::string& account) const;

 private:
  [[nodiscard]] std::optional<CountedMessage> find(const std::string& group, std::uint64_t n) const;
  void put(const std::string& group, std::uint64_t n, const CountedMessage& message) const;
  void erase(const std::string& group, std::uint64_t n) const;
  [[nodiscard]] std::vector<std::uint64_t> counted(const std::string& group) const;
  void forget_departed(const std::string& group, std::uint64_t until) const;
  void move_sender(const std::string& group, std::uint64_t n, CountedMessage message, const std::string& to) const;
  void move_receipt(const std::string& group, std::uint64_t n, const std::string& from, const std::string& to) const;
  /// When it may be told, if it is too soon.
  std::optional<WallTime> tell_sums(const std::string& sender, const std::string& group, std::uint64_t n) const;

  const Context& context_;
};

}  // namespace assay::server
