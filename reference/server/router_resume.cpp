// Sessions that outlive their connections (XEP-0198 section 5): kept when a connection is lost, given to another one that resumes them,
// ended when nobody does in time.

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/server/acknowledging.hpp"
#include "reference/server/router.hpp"

namespace assay::server {

namespace sm = stanza::sm;

std::unique_ptr<Session> Router::detach(Connection& connection) {
  touch(connection);
  std::unique_ptr<Session> session = std::move(connection.session);
  session->connection = nullptr;
  session->management->asked = false;
  session->management->ask_at.reset();
  for (const Feature& feature : features_) {
    if (feature.detached) feature.detached(context_, *session);
  }
  return session;
}

void Router::keep_session(Connection& connection) {
  const Session* session = connection.session.get();
  // A stream that has ended was ended by its client, or by us for a reason: it is finished.
  if (!session || !session->management || !session->management->is_resumable() || connection.stream().is_ended()) return;
  const std::string account = session->account();
  std::unique_ptr<Session> kept = detach(connection);
  touch(*kept);
  const Instant until = turn_.now().monotonic + kept->management->resume_time;
  detached_.add(std::move(kept), until);
  const std::vector<Session*>& all = sessions_.of(account);
  const auto detached = std::count_if(all.begin(), all.end(), [](const Session* other) { return other->connection == nullptr; });
  if (static_cast<std::size_t>(detached) > config_.limits.detached_sessions) (void)end_oldest_detached(account);
}

bool Router::end_oldest_detached(const std::string& account) {
  Session* oldest = nullptr;
  for (Session* session : sessions_.of(account)) {
    if (session->connection) continue;
    if (!oldest || session->management->detached_number < oldest->management->detached_number) oldest = session;
  }
  if (oldest) over(detached_.take(*oldest));
  return oldest != nullptr;
}

void Router::end_detached(Instant until) {
  while (Session* due = detached_.due(until)) {
    detached_.remember_ended(*due);
    over(detached_.take(*due));
  }
}

// Only among the sessions of the device that logged in: others' ids are unknown there.
Session* Router::find_resumable(const LoginName& login, const std::string& id) const {
  for (Session* session : sessions_.of(login.account)) {
    if (session->device != login.device) continue;
    if (session->management && session->management->is_resumable() && session->management->id == id) return session;
  }
  return nullptr;
}

void Router::resume(Connection& connection, const sm::Resume& request) {
  if (!is_login_valid(connection)) return;
  const std::optional<Resumption> outcome = take_over(connection, request);
  if (!outcome) return;
  connection.stream().send(outcome->answer);
  if (!outcome->resumed) return;
  connection.stream().bound();
  go_on(connection);
}

std::optional<Router::Resumption> Router::take_over(Connection& connection, const sm::Resume& request) {
  ASSAY_ASSERT(!connection.session);
  end_detached(turn_.now().monotonic);
  const LoginName login = connection.login();
  Session* session = find_resumable(login, request.previd);
  if (!session) return Resumption{sm::Failed{"item-not-found", detached_.handled_by(login.account, request.previd)}.write()};
  const std::uint32_t sent = session->management->sent.sent();
  if (!acknowledge(context_, *session, request.h)) {
    // An older count than one that was given before: what lay between is gone, so the client has to begin anew.
    const bool is_older = static_cast<std::int32_t>(request.h - sent) <= 0;
    if (is_older) return Resumption{sm::Failed{"item-not-found", session->management->handled}.write()};
    end(connection, sm::handled_count_too_high(request.h, sent));
    return std::nullopt;
  }
  if (Connection* older = session->connection) {
    connection.session = detach(*older);
    end(*older, {"conflict", "the stream was resumed on another connection", {}});
  } else {
    connection.session = detached_.take(*session);
  }
  connection.session->connection = &connection;
  return Resumption{sm::Resumed{request.previd, connection.session->management->handled}.write(), true};
}

void Router::go_on(Connection& connection) {
  Session& session = *connection.session;
  for (const SentStanza& stanza : session.management->sent.items()) connection.stream().send_written(stanza.text);
  session.management->since_asked = session.management->sent.size();
  ask_in_time(context_, session);
  for (const Feature& feature : features_) {
    if (feature.resumed) feature.resumed(context_, session);
  }
}

}  // namespace assay::server
