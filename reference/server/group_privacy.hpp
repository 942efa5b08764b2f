#pragma once
// Who may put an account into groups without asking it (GRP-03).
//
// Space "group-privacy": key(account) -> "everyone", "contacts" or "nobody".

#include <string>

#include "reference/server/context.hpp"
#include "reference/stanza/groups.hpp"

namespace assay::server {

class GroupPrivacy {
 public:
  explicit GroupPrivacy(const Context& context) : context_(context) {}

  [[nodiscard]] stanza::groups::Addable of(const std::string& account) const;
  void put(const std::string& account, stanza::groups::Addable addable) const;
  void forget(const std::string& account) const;
  /// Whether `adder` may: by the account's setting, and because it has not blocked him (GRP-23).
  [[nodiscard]] bool admits(const std::string& account, const jid::Jid& adder) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
