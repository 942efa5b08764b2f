// What ends: streams, sessions, companions, accounts. A hook that ends one is in the middle of others' work, so the rest is done by
// settle().

#include <utility>

#include "reference/base/assert.hpp"
#include "reference/server/account_end.hpp"
#include "reference/server/router.hpp"

namespace assay::server {

void Router::end(Connection& connection, const stanza::StreamError& error) {
  touch(connection);
  connection.stream().fail(error);
  to_settle_.push_back(connection.id());
}

void Router::end(Session& session, const stanza::StreamError& error) {
  if (session.connection) return end(*session.connection, error);
  to_drop_.emplace_back(LoginName{session.account(), session.device}, session.management->id);
}

void Router::end_account(const std::string& account, const stanza::StreamError& error) {
  for (const std::string& device : Companions(turn_).of(account)) endings_.push_back({account, device, error});
  accounts_.erase(account);
  endings_.push_back({account, {}, error});
}

void Router::end_device(const std::string& account, const std::string& device, const stanza::StreamError& error) {
  Companions(turn_).erase(account, device);
  endings_.push_back({account, device, error});
}

// What a session does as it ends needs what the features keep of its account, so they forget it last.
void Router::settle_ending() {
  Ending& ending = endings_.front();
  const bool is_account = ending.device.empty();
  if (!std::exchange(ending.sessions_told, true)) {
    return is_account ? context_.end_sessions(ending.account, ending.error)
                      : context_.end_sessions(ending.account, ending.device, ending.error);
  }
  if (is_account) {
    ASSAY_ASSERT(sessions_.of(ending.account).empty());
    forget_account(context_, ending.account);
  } else {
    for (const Feature& feature : features_) {
      if (feature.device_forgotten) feature.device_forgotten(context_, ending.account, ending.device);
    }
  }
  endings_.pop_front();
}

void Router::settle() {
  while (!to_settle_.empty() || !to_drop_.empty() || !endings_.empty()) {
    if (to_settle_.empty() && to_drop_.empty()) {
      settle_ending();
      continue;
    }
    if (!to_settle_.empty()) {
      const Conn id = to_settle_.back();
      to_settle_.pop_back();
      if (Connection* connection = find(id)) pump(*connection);
      continue;
    }
    const auto [login, id] = to_drop_.back();
    to_drop_.pop_back();
    Session* session = find_resumable(login, id);
    if (session && !session->connection) over(detached_.take(*session));
  }
}

void Router::end_session(Connection& connection) {
  if (connection.session) over(std::move(connection.session));
}

void Router::over(std::unique_ptr<Session> session) {
  sessions_.remove(*session);
  for (const Feature& feature : features_) {
    if (feature.closed) feature.closed(context_, *session);
  }
}

void Router::close(Connection& connection) {
  end_session(connection);
  deadlines_.move(connection.id(), connection.listed_deadline, std::nullopt);
  const auto same_address = of_address_.find(connection.peer().host);
  ASSAY_ASSERT(same_address != of_address_.end());
  if (--same_address->second == 0) of_address_.erase(same_address);
  connections_.erase(connection.id());
}

}  // namespace assay::server
