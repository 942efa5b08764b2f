#pragma once
// Ways into groups for those who know a word: links, for everybody, and invites, for one account and a few days (GRP-03, GRP-12). Only
// hashes of the words are kept.
//
// Space "group-token": key(hash) -> fields("link" | "invite" | "revoked", group, invitee, when it ends to be one).
// Space "group-tokens": key(group, "invite", invitee) or key(group, "revoked", stamp, hash) -> hash, to find them by.

#include <optional>
#include <string>

#include "reference/server/groups.hpp"

namespace assay::server {

class GroupTokens {
 public:
  explicit GroupTokens(const Context& context) : context_(context) {}

  struct Found {
    enum class Kind { Link, Invite, Gone } kind;
    std::string group;
  };
  /// What the token is for that account; nothing if it never was anything to it.
  [[nodiscard]] std::optional<Found> find(std::string_view token, const std::string& account) const;

  struct Invite {
    std::string token;
    WallTime expires;
  };
  /// An earlier one for the same invitee ends.
  [[nodiscard]] Invite invite(const Group& group, const std::string& invitee) const;
  void end_invite(const std::string& group, const std::string& invitee) const;

  /// Another link takes the place of the one in force, if any. Puts the group.
  [[nodiscard]] std::string make_link(Group& group) const;
  /// Puts the group.
  void revoke_link(Group& group) const;

  void forget(const Group& group) const;

 private:
  void forget_expired(const std::string& group) const;

  const Context& context_;
};

}  // namespace assay::server
