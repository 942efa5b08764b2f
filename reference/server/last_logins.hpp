#pragma once
// When an account was last in use, to the day: enough to tell a number that changed hands (REG-21), and no diary of anybody.
//
// Space "last-login": key(account) -> stamp of the beginning of that day (UTC).

#include <string>

#include "reference/server/context.hpp"

namespace assay::server {

class LastLogins {
 public:
  explicit LastLogins(const Context& context) : context_(context) {}

  /// The account is in use now. Writes once a day.
  void note(const std::string& account) const;
  void forget(const std::string& account) const;
  /// Nobody has used the account for Limits::inactive_time, counted from the end of the last day on which somebody did. Not while it has a
  /// session.
  [[nodiscard]] bool is_inactive(const std::string& account) const;

 private:
  const Context& context_;
};

}  // namespace assay::server
