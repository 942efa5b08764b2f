#include "reference/server/carbons.hpp"

#include <algorithm>

#include "reference/server/delivery.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::server {
namespace {

namespace carbons = stanza::carbons;

constexpr std::string_view kMucUser = "http://jabber.org/protocol/muc#user";

bool is_invitation(const xml::Element& message) {
  const xml::Element* room = message.find_child(kMucUser, "x");
  return message.find_child("jabber:x:conference", "x") || (room && room->find_child(kMucUser, "invite"));
}

// Receipts, typing and markers: of use to a conversation though they have no body.
bool has_chat_payload(const xml::Element& message) {
  const std::vector<const xml::Element*> children = message.children();
  return std::any_of(children.begin(), children.end(), [](const xml::Element* child) {
    const std::string& ns = child->ns();
    return ns == stanza::receipts::kNs || ns == "http://jabber.org/protocol/chatstates" || ns == "urn:xmpp:chat-markers:0";
  });
}

// A room gives each of its occupant's sessions its own.
bool is_private_of_room(const xml::Element& message, const jid::Jid& to) {
  return !to.is_bare() && message.find_child(kMucUser, "x") && !is_invitation(message);
}

}  // namespace

// Errors are never copied: the server does not remember what they answer, which is why it does not announce urn:xmpp:carbons:rules:0.
bool is_copied(const xml::Element& message) {
  if (message.find_child(carbons::kNs, "private") || message.find_child("urn:xmpp:hints", "no-copy")) return false;
  const std::string_view type = message.attribute("type");
  if (type == "error" || type == "groupchat") return false;
  const bool is_normal = type != "chat" && type != "headline";
  return type == "chat" || (is_normal && message.find_child(xml::ns::kClient, "body")) || has_chat_payload(message) ||
         is_invitation(message);
}

std::vector<Carbon> carbons_of(const Context& context, const Session& sender, const xml::Element& message, const jid::Jid& to) {
  std::vector<Carbon> copies;
  const auto copy = [&](carbons::Direction direction, Session& session) {
    if (session.carbons) copies.push_back({&session, carbons::wrap(direction, message, session.bare_text, session.full_text)});
  };
  if (!is_copied(message)) return copies;
  const bool to_self = to.local() == sender.account();
  for (Session* session : context.sessions.of(sender.account())) {
    if (session != &sender && !(to_self && is_reached(context, *session, to))) copy(carbons::Direction::Sent, *session);
  }
  if (to_self || is_private_of_room(message, to)) return copies;
  for (Session* session : context.sessions.of(to.local())) {
    if (!is_reached(context, *session, to)) copy(carbons::Direction::Received, *session);
  }
  return copies;
}

void send_carbons(const Context& context, const std::vector<Carbon>& carbons) {
  for (const Carbon& carbon : carbons) context.send(*carbon.to, carbon.message);
}

void strip_private(xml::Element& message) { message.remove_children(carbons::kNs, "private"); }

}  // namespace assay::server
