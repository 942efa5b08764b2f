// Clients that fall silent (MSG-22): a phone that lost its network says nothing, and TCP may take hours to notice. Who has said nothing for
// Limits::idle_time is pinged (XEP-0199); who says nothing for Limits::ping_time after that is not there. Whatever comes counts.

#include "reference/server/router.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/ping.hpp"

namespace assay::server {
namespace {

constexpr std::size_t kIdOctets = 9;

}  // namespace

void Router::heard(Connection& connection) {
  connection.heard_at = turn_.now().monotonic;
  connection.awaits_answer = false;
}

void Router::look_at_idle(Connection& connection) {
  const Instant now = turn_.now().monotonic;
  if (!connection.session || !connection.idle_at || *connection.idle_at > now) return;
  if (connection.awaits_answer) {
    say(LogLevel::Debug, connection, "is silent, and does not answer a ping");
    // XEP-0198 section 5: its client may come back for it.
    keep_session(connection);
    return end(connection, {"connection-timeout", "a ping was not answered", {}});
  }
  const Instant silent_at = connection.heard_at + config_.limits.idle_time;
  if (silent_at > now) {
    connection.idle_at = silent_at;
    return;
  }
  xml::Element ping = stanza::request("get", random_.token(kIdOctets), stanza::ping());
  ping.set_attribute("from", config_.domain);
  ping.set_attribute("to", connection.session->full_text);
  context_.send(*connection.session, ping);
  connection.awaits_answer = true;
  connection.idle_at = now + config_.limits.ping_time;
}

}  // namespace assay::server
