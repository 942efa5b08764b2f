#pragma once
// Whom one phone takes for the members of a group, by the changes that it got: for whom its messages are meant (GRP-15).

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "reference/stanza/group_change.hpp"
#include "reference/stanza/group_message.hpp"

namespace assay::sim::crowd {

class KnownMembers {
 public:
  /// False if changes before it are missing: then the whole is needed. `self` is the phone's account.
  [[nodiscard]] bool take(const stanza::groups::Change& change, const std::string& self);
  void take(const stanza::groups::Info& info);
  /// Nothing as long as it does not know.
  [[nodiscard]] std::optional<stanza::groups::Recipients> recipients() const;

 private:
  std::uint64_t version_ = 0;  ///< 0: it does not know
  std::set<std::string> members_;
};

}  // namespace assay::sim::crowd
