#pragma once
// Messages that their senders did not mean for everybody who was a member: who joined in between, and for whom the sender is asked to send
// the rest (GRP-15).
//
// Space "group-repair": key(group, ordered(place)) -> fields(sender, id, the version meant, the version in force, stamp).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/server/groups.hpp"

namespace assay::server {

struct OpenRepair {
  std::uint64_t n = 0;  ///< the message's place
  std::string sender;   ///< an account
  std::string id;
  std::uint64_t meant = 0;    ///< members since then or earlier have it
  std::uint64_t version = 0;  ///< members since then or earlier were to get it
  WallTime stamp;
};

class GroupRepairs {
 public:
  explicit GroupRepairs(const Context& context) : context_(context) {}

  [[nodiscard]] std::optional<OpenRepair> find(const std::string& group, const std::string& sender, std::string_view id) const;
  /// The oldest of a group with very many goes.
  void put(const std::string& group, const OpenRepair& repair) const;
  void erase(const std::string& group, std::uint64_t n) const;
  /// Those are members no more.
  void forget_senders(const std::string& group, const std::vector<std::string>& accounts) const;
  void forget(const std::string& group) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
