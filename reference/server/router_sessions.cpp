// How sessions begin on a connection: resources, and what a new session puts out of its place (RFC 6120 section 7).

#include <utility>

#include "reference/server/router.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kResourceOctets = 9;

}  // namespace

bool Router::is_login_valid(Connection& connection) {
  if (accounts_.generation(connection.stream().facts().username) == connection.login_generation) return true;
  end(connection, {"conflict", "the account was registered again", "replaced"});
  return false;
}

void Router::bind(Connection& connection, const stream::BindRequest& request) {
  if (!is_login_valid(connection)) return;
  const LoginName login = connection.login();
  const jid::Jid bare = context_.address_of(login.account);
  const std::string wanted = request.resource.empty() ? random_.token(kResourceOctets) : request.resource;
  std::optional<jid::Jid> full = bare.with_resource(wanted);
  if (!full) return connection.stream().send(request.error(stanza::stanza_error("bad-request", "the resource is no resourcepart")));
  Session* older = sessions_.find(*full);
  // A device puts no other device out of its session.
  if (older && older->device != login.device) full = bare.with_resource(random_.token(kResourceOctets));
  // RFC 6120 section 7.7.2.2: whoever comes back after a cut wins over what the cut left.
  if (older && older->device == login.device) replace(*older, "the resource was bound again");
  displace_others(login, {});
  if (!begin_session(connection, *full)) return connection.stream().send(request.error(stanza::stanza_error("resource-constraint")));
  connection.stream().send(request.result(*full));
  connection.stream().bound();
  session_begins(connection);
}

void Router::replace(Session& older, const char* why) {
  older.replaced = true;
  if (Connection* ghost = older.connection) {
    ghost->stream().fail({"conflict", why, {}});
    pump(*ghost);
  } else {
    over(detached_.take(older));
  }
}

void Router::displace_others(const LoginName& login, const std::string& user_agent) {
  for (Session* older : std::vector<Session*>{sessions_.of(login.account)}) {
    if (older->device != login.device) continue;
    // XEP-0386 section 3.2: the client has come back, and what it has left is nobody's.
    if (!user_agent.empty() && older->user_agent == user_agent) {
      replace(*older, "its client has logged in again");
    } else if (!login.is_phone()) {
      replace(*older, "the companion has another session");
    }
  }
}

Session* Router::begin_session(Connection& connection, const jid::Jid& full) {
  if (sessions_.of(full.local()).size() >= config_.limits.resources && !end_oldest_detached(full.local())) return nullptr;
  connection.session = std::make_unique<Session>(connection, full);
  connection.session->device = connection.login().device;
  sessions_.add(*connection.session);
  return connection.session.get();
}

void Router::session_begins(Connection& connection) {
  say(LogLevel::Debug, connection, "session begins");
  for (const Feature& feature : features_) {
    if (feature.bound) feature.bound(context_, *connection.session);
  }
}

}  // namespace assay::server
