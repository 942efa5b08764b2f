#include "reference/client/incoming.hpp"

#include <string>
#include <utility>

#include "reference/stanza/delay.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

/// (sender, id), or the mailbox entry where the sender gave no id, or "" where nothing tells the message from others. Neither a JID nor an
/// XML attribute can hold the separator.
std::string key_of(std::string_view from, std::string_view id, const std::string& entry) {
  if (!id.empty()) return std::string(from) + '\x1f' + std::string(id);
  if (!entry.empty()) return '\x1f' + entry;
  return {};
}

void acknowledge(Session& session, const std::string& entry) {
  if (!entry.empty()) session.acknowledge(entry);
}

MessageReceived read(const Session& session, const xml::Element& element, const std::string& from, const xml::Element& body) {
  MessageReceived message;
  message.from = from;
  message.id = std::string(element.attribute("id"));
  message.body = body.text();
  if (const auto delay = stanza::Delay::of(element); delay && delay->from == session.config().domain) {
    message.delayed = true;
    message.stamp = delay->stamp;
  }
  return message;
}

}  // namespace

void acknowledge_entry(Session& session, const xml::Element& message) {
  const auto entry = session.address() ? stanza::StanzaId::of(message, session.address()->bare().text()) : std::nullopt;
  if (entry) acknowledge(session, entry->id);
}

void take_notice(Session& session, const xml::Element& message, Event event) {
  const auto entry = session.address() ? stanza::StanzaId::of(message, session.address()->bare().text()) : std::nullopt;
  const std::string entry_id = entry ? entry->id : std::string();
  const std::string key = key_of(message.attribute("from"), message.attribute("id"), entry_id);
  if (key.empty()) return session.emit(std::move(event));
  switch (session.inbox().arrived(key, entry_id)) {
    case Inbox::Arrival::New: return session.emit(std::move(event), key);
    case Inbox::Arrival::Waiting: return;
    case Inbox::Arrival::Seen: return acknowledge(session, entry_id);
  }
}

void take_message(Session& session, const xml::Element& element, Route route) {
  const std::string own = session.address() ? session.address()->bare().text() : std::string();
  const auto address = element.has_attribute("from") ? jid::Jid::parse(element.attribute("from")) : jid::Jid::parse(own);
  const auto entry = route == Route::Direct ? stanza::StanzaId::of(element, own) : std::nullopt;
  const std::string entry_id = entry ? entry->id : std::string();
  if (!address) return acknowledge(session, entry_id);
  const std::string from = address->bare().text();
  if (const auto receipt = stanza::receipts::Received::of(element); receipt && session.receipts().received(receipt->id, from)) {
    session.emit(Delivered{receipt->id, from});
  }
  const auto* body = element.find_child(xml::ns::kClient, "body");
  if (body == nullptr) return acknowledge(session, entry_id);

  MessageReceived message = read(session, element, from, *body);
  const std::string key = key_of(message.from, message.id, entry_id);
  if (key.empty()) return session.emit(std::move(message));
  if (route == Route::Direct && from != own && stanza::receipts::is_asked(element)) {
    session.receipts().owe({from, message.id, std::string(element.attribute("type")), key});
  }
  switch (session.inbox().arrived(key, entry_id)) {
    case Inbox::Arrival::New: return session.emit(std::move(message), key);
    case Inbox::Arrival::Waiting: return;
    case Inbox::Arrival::Seen: return acknowledge(session, entry_id);
  }
}

}  // namespace assay::client
