#include "reference/server/presences.hpp"

#include <utility>

#include "reference/server/blocks.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {

void send_presence(const Context& context, xml::Element presence, const std::string& observer) {
  const std::optional<jid::Jid> from = jid::Jid::parse(presence.attribute("from"));
  for (Session* session : context.sessions.of(observer)) {
    if (!session->is_available() || (from && Blocks(context).separate(*from, session->full))) continue;
    presence.set_attribute("to", session->bare_text);
    context.send(*session, presence);
  }
}

void show_presence(const Context& context, const std::string& account, const std::string& observer) {
  for (const Session* session : context.sessions.of(account)) {
    if (session->presence) send_presence(context, *session->presence, observer);
  }
}

void show_presence(const Context& context, const std::string& account, Session& observer) {
  for (const Session* session : context.sessions.of(account)) {
    if (!session->presence || Blocks(context).separate(session->full, observer.full)) continue;
    xml::Element presence = *session->presence;
    presence.set_attribute("to", observer.bare_text);
    context.send(observer, presence);
  }
}

void hide_presence(const Context& context, const std::string& account, const std::string& observer) {
  for (const Session* session : context.sessions.of(account)) {
    if (!session->is_available()) continue;
    send_presence(context, xml::Element(xml::ns::kClient, "presence").with("type", "unavailable").with("from", session->full_text),
                  observer);
  }
}

}  // namespace assay::server
