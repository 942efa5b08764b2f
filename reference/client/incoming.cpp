#include "reference/client/incoming.hpp"

#include <string>
#include <utility>

#include "reference/client/file_book.hpp"
#include "reference/stanza/changes.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/markers.hpp"
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

MessageReceived read(const Session& session, const xml::Element& element, const std::string& from, std::string body) {
  MessageReceived message;
  message.from = from;
  message.id = std::string(element.attribute("id"));
  message.body = std::move(body);
  message.privacy = session.privacy();
  if (const auto delay = stanza::Delay::of(element); delay && delay->from == session.config().domain) {
    message.delayed = true;
    message.stamp = delay->stamp;
  }
  return message;
}

void take_receipts(Session& session, const xml::Element& element, const std::string& from) {
  ReceiptBook& book = session.receipts();
  for (const xml::Element* child : element.children()) {
    if (const auto receipt = stanza::receipts::Received::parse(*child); receipt && book.received(receipt->id, from)) {
      session.emit(Delivered{receipt->id, from});
    }
    if (!book.is_reading_told()) continue;  // MSG-10: who says nothing hears nothing
    if (const auto marker = stanza::markers::Displayed::parse(*child); marker && book.received(marker->id, from, MessageState::Read)) {
      session.emit(Read{marker->id, from});
    }
    if (const auto marker = stanza::markers::Played::parse(*child); marker && book.received(marker->id, from, MessageState::Played)) {
      session.emit(Played{marker->id, from});
    }
  }
}

// MSG-18: by its sender alone, and in time. What is not known cannot be changed.
bool may_change(Session& session, const std::string& from, const std::string& id, WallTime stamp, Duration window) {
  const std::optional<WallTime> original = session.log().stamp_of(from, id);
  return original && stamp - *original <= window;
}

std::optional<Event> edit_of(Session& session, const xml::Element& element, const std::string& from, const std::string& id,
                             WallTime stamp) {
  const auto* body = element.find_child(xml::ns::kClient, "body");
  if (body == nullptr || !may_change(session, from, id, stamp, session.config().limits.edit_window)) return std::nullopt;
  return Edited{from, id, body->text()};
}

std::optional<Event> revocation_of(Session& session, const std::string& from, const std::string& id, WallTime stamp) {
  if (!may_change(session, from, id, stamp, session.config().limits.revoke_window)) return std::nullopt;
  session.log().remove(from, id);
  return Revoked{from, id};
}

std::optional<Event> reaction_of(Session& session, const xml::Element& element, const std::string& from) {
  const auto* child = element.find_child(stanza::changes::kReactionsNs, "reactions");
  const auto reactions = child != nullptr ? stanza::changes::Reactions::parse(*child) : std::nullopt;
  if (!reactions) return std::nullopt;
  const bool known = session.log().stamp_of(from, reactions->id) || session.receipts().went_to(reactions->id, from);
  return known ? std::optional<Event>(Reacted{from, reactions->id, reactions->reactions}) : std::nullopt;
}

// Only our own devices say what we have read.
std::optional<Event> control_of(Session& session, const xml::Element& element, const std::string& from) {
  const auto* child = element.find_child(stanza::kMessageNs, "read");
  const auto read = child != nullptr ? stanza::markers::ReadHere::parse(*child) : std::nullopt;
  if (!read || !session.address() || from != session.address()->bare().text()) return std::nullopt;
  if (!session.log().mark(read->with, read->id, MessageState::Read)) return std::nullopt;
  return ReadElsewhere{read->with, read->id};
}

std::optional<Event> change_of(Session& session, const xml::Element& element, const std::string& from, const stanza::Kind& kind,
                               WallTime stamp) {
  switch (kind.type) {
    case stanza::MessageKind::Edit:
    case stanza::MessageKind::Revoke: return change_of_own(session, element, from, kind, stamp);
    case stanza::MessageKind::Reaction: return reaction_of(session, element, from);
    case stanza::MessageKind::Control: return control_of(session, element, from);
    case stanza::MessageKind::Content:
    case stanza::MessageKind::Receipt: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Event> change_of_own(Session& session, const xml::Element& message, const std::string& author, const stanza::Kind& kind,
                                   WallTime stamp) {
  if (kind.type == stanza::MessageKind::Edit) return edit_of(session, message, author, kind.ref, stamp);
  if (kind.type == stanza::MessageKind::Revoke) return revocation_of(session, author, kind.ref, stamp);
  return std::nullopt;
}

std::string entry_of(const Session& session, const xml::Element& message) {
  const auto entry = session.address() ? stanza::StanzaId::of(message, session.address()->bare().text()) : std::nullopt;
  return entry ? entry->id : std::string();
}

void acknowledge_entry(Session& session, const xml::Element& message) { acknowledge(session, entry_of(session, message)); }

bool take_duplicate(Session& session, const xml::Element& element) {
  const auto from = jid::Jid::parse(element.attribute("from"));
  const std::string entry_id = entry_of(session, element);
  const std::string key = from ? key_of(from->bare().text(), element.attribute("id"), entry_id) : std::string();
  if (key.empty() || !session.inbox().has(key)) return false;
  if (session.inbox().arrived(key, entry_id) == Inbox::Arrival::Seen) acknowledge(session, entry_id);
  return true;
}

void take_notice(Session& session, const xml::Element& message, Event event) {
  const std::string entry_id = entry_of(session, message);
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
  const auto kind = stanza::kind_of(element);
  if (!address || !kind) return acknowledge(session, entry_id);  // MSG-20b
  const std::string from = address->bare().text();
  take_receipts(session, element, from);
  const auto* body = element.find_child(xml::ns::kClient, "body");
  const bool is_content = kind->type == stanza::MessageKind::Content || kind->type == stanza::MessageKind::Receipt;
  auto file = kind->type == stanza::MessageKind::Content ? file_in(element, session.privacy()) : std::nullopt;
  if (is_content && body == nullptr && !file) return acknowledge(session, entry_id);

  MessageReceived message = read(session, element, from, body != nullptr ? body->text() : std::string());
  const WallTime stamp = message.stamp.value_or(session.server_time());
  const std::string key = key_of(message.from, message.id, entry_id);
  if (file) message.file = facts_of(*file);
  if (file && !message.id.empty()) session.files().add({{}, from, message.id}, std::move(*file));
  if (is_content && key.empty()) return session.emit(std::move(message));
  if (kind->type == stanza::MessageKind::Content && route == Route::Direct && from != own && stanza::receipts::is_asked(element)) {
    session.receipts().owe({from, message.id, std::string(element.attribute("type")), key});
  }
  switch (key.empty() ? Inbox::Arrival::New : session.inbox().arrived(key, entry_id)) {
    case Inbox::Arrival::New: break;
    case Inbox::Arrival::Waiting: return;
    case Inbox::Arrival::Seen: return acknowledge(session, entry_id);
  }
  if (is_content) {
    session.log().add(from, message.id, stamp);
    return session.emit(std::move(message), key);
  }
  std::optional<Event> event = change_of(session, element, from, *kind, stamp);
  if (event) return session.emit(std::move(*event), key);
  session.pass_over(key);
}

}  // namespace assay::client
