#include "reference/server/context.hpp"

#include "reference/base/assert.hpp"
#include "reference/server/acknowledging.hpp"
#include "reference/stanza/iq.hpp"
#include "reference/stanza/stream_management.hpp"
#include "reference/xml/writer.hpp"

namespace assay::server {
namespace {

// An iq that another client waits for: not the server's own, such as a roster push.
bool is_of_client(const xml::Element& element) {
  const std::string_view type = element.attribute("type");
  return element.local() == "iq" && (type == "get" || type == "set") && element.attribute("from").find('/') != std::string_view::npos;
}

}  // namespace

void Context::send(Connection& connection, const xml::Element& element) const {
  outlet.touch(connection);
  connection.stream().send(element);
}

void Context::send(Session& session, const xml::Element& element) const {
  if (stanza::sm::is_counted(element)) {
    const bool keep = session.management && is_of_client(element);
    return send(session, SentStanza{xml::write(element), std::nullopt, keep ? std::optional(element) : std::nullopt});
  }
  outlet.touch(session);
  if (session.connection) session.connection->stream().send(element);
}

void Context::send(Session& session, SentStanza stanza) const {
  outlet.touch(session);
  if (!session.management) return session.connection->stream().send_written(stanza.text);
  StreamManagement& management = *session.management;
  if (management.overflowed) return;
  if (!management.takes(stanza.text.size(), limits())) {
    management.overflowed = true;
    return outlet.end(session, {"policy-violation", "too many stanzas were not acknowledged", {}});
  }
  if (session.connection) session.connection->stream().send_written(stanza.text);
  management.sent.push(std::move(stanza));
  ++management.since_asked;
  ask_in_time(*this, session);
}

void Context::refuse(Session& session, const xml::Element& stanza, const stanza::StanzaError& error) const {
  const std::string_view type = stanza.attribute("type");
  if (type == "error" || type == "result") return;
  send(session, stanza::error_of(stanza, error));
}

void Context::end_sessions(const std::string& account, const stanza::StreamError& error) const {
  for (Session* session : sessions.of(account)) outlet.end(*session, error);
}

void Context::end_sessions(const std::string& account, const std::string& device, const stanza::StreamError& error) const {
  for (Session* session : sessions.of(account)) {
    if (session->device == device) outlet.end(*session, error);
  }
}

jid::Jid Context::address_of(std::string_view account) const {
  const std::optional<jid::Jid> jid = jid::Jid::parse(std::string{account} + "@" + config.domain);
  ASSAY_ASSERT(jid.has_value());
  return *jid;
}

}  // namespace assay::server
