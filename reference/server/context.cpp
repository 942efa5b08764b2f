#include "reference/server/context.hpp"

#include "reference/base/assert.hpp"
#include "reference/stanza/iq.hpp"

namespace assay::server {

void Context::send(Connection& connection, const xml::Element& element) const {
  outlet.touch(connection);
  connection.stream().send(element);
}

void Context::send_written(Session& session, std::string_view text) const {
  outlet.touch(session.connection);
  session.connection.stream().send_written(text);
}

void Context::refuse(Session& session, const xml::Element& stanza, const stanza::StanzaError& error) const {
  const std::string_view type = stanza.attribute("type");
  if (type == "error" || type == "result") return;
  send(session, stanza::error_of(stanza, error));
}

jid::Jid Context::address_of(std::string_view account) const {
  const std::optional<jid::Jid> jid = jid::Jid::parse(std::string{account} + "@" + config.domain);
  ASSAY_ASSERT(jid.has_value());
  return *jid;
}

}  // namespace assay::server
