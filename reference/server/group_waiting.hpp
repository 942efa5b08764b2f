#pragma once
// Who asked to be let into a group and waits for an admin (GRP-13). Whoever registers the number anew does not wait.
//
// Space "group-waiting": key(group, account) -> fields(stamp, generation of the account).

#include <string>
#include <vector>

#include "reference/server/context.hpp"

namespace assay::server {

class GroupWaiting {
 public:
  explicit GroupWaiting(const Context& context) : context_(context) {}

  [[nodiscard]] bool has(const std::string& group, const std::string& account) const;
  /// In the order of asking.
  [[nodiscard]] std::vector<std::string> all(const std::string& group) const;
  void add(const std::string& group, const std::string& account) const;
  void erase(const std::string& group, const std::string& account) const;
  void forget(const std::string& group) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
