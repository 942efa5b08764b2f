// When an account was last in use (spec chapter 02; REG-21).

#include "reference/server/feature.hpp"
#include "reference/server/last_logins.hpp"

namespace assay::server::features {
namespace {

void note(const Context& context, Session& session) { LastLogins(context).note(session.account()); }

}  // namespace

Feature last_login() {
  return {.name = "last-login",
          .registered = [](const Context& context, const std::string& account, Registration) { LastLogins(context).note(account); },
          .forgotten = [](const Context& context, const std::string& account) { LastLogins(context).forget(account); },
          .bound = note,
          .resumed = note,
          .closed = note};
}

}  // namespace assay::server::features
