// What a group's members say (spec chapter 06): their messages in their places, changes of these, and the receipts for both. What becomes
// of the group is in group_reader.cpp.

#include <optional>
#include <utility>

#include "reference/client/file_book.hpp"
#include "reference/client/group_reader.hpp"
#include "reference/client/group_sealing.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/stanza/changes.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

Event told_in_group(GroupEvent event) { return Event{std::move(event)}; }

std::string our_address(const Session& session) { return session.address() ? session.address()->bare().text() : std::string(); }

GroupMessage read_message(const Session& session, const xml::Element& element, const std::string& group, std::string from) {
  GroupMessage message{group, std::move(from), std::string(element.attribute("id")), {}, false, {}};
  if (const auto* body = element.find_child(xml::ns::kClient, "body")) message.body = body->text();
  if (const auto delay = stanza::Delay::of(element); delay && delay->from == session.config().domain) {
    message.delayed = true;
    message.stamp = delay->stamp;
  }
  return message;
}

}  // namespace

void GroupReader::take_message(Session& session, const xml::Element& message, const std::string& group, const std::string& member,
                               KnownGroup& known, Holes holes) {
  const auto order = Order::of(message);
  const auto kind = stanza::kind_of(message);
  if (!order || !kind) return acknowledge_entry(session, message);  // nothing is in a group but in its place; MSG-20b
  known.begin(order->version);
  if (known.told && order->version > *known.told && holes == Holes::Ask) {
    ask_changes(session, group, known);
    return hold(session, message, group, known);
  }
  if (!known.told) known.told = order->version;
  if (!known.state) ask_whole(session, group);
  if (!order->repaired) note_place(session, group, *order, known);
  const std::string from = member + '@' + session.config().domain;
  if (known.state && known.state->version() == order->version && !known.state->has(from)) {
    session.emit(told_in_group(GroupDoubt{group, GroupDoubt::Of::Stranger}));
    return acknowledge_entry(session, message);
  }
  if (const auto* child = message.find_child(kNs, "awaited")) {
    const auto awaited = Awaited::parse(*child);
    return awaited ? take_notice(session, message, told_in_group(GroupAwaited{group, from, awaited->id}))
                   : acknowledge_entry(session, message);
  }
  const Opening opening = Opening::of(message);
  if (!opening.fault.empty()) return take_unreadable(session, message, from, opening);
  GroupMessage event = read_message(session, message, group, from);
  event.privacy = opening.privacy;
  auto file = kind->type == stanza::MessageKind::Content ? file_in(message, opening.privacy) : std::nullopt;
  const bool is_ours = from == our_address(session) && writer_.is_ours(group, event.id);
  if (is_ours) return acknowledge_entry(session, message);
  if (file) {
    event.file = facts_of(*file);
    session.files().add({group, from, event.id}, std::move(*file));
  }
  if (kind->type == stanza::MessageKind::Content && (event.file || message.find_child(xml::ns::kClient, "body") != nullptr)) {
    return take_content(session, message, std::move(event), order->n);
  }
  std::optional<Event> change = change_in(session, message, event, *kind);
  change ? take_notice(session, message, *std::move(change)) : acknowledge_entry(session, message);
}

// Under a name of its own in the inbox, so that what comes again under the message's id is shown (ENC-21a). A copy of what was read is
// none.
void GroupReader::take_unreadable(Session& session, const xml::Element& message, const std::string& from, const Opening& opening) {
  const std::string id(message.attribute("id"));
  if (session.inbox().has(std::string(message.attribute("from")) + '\x1f' + id)) {
    return take_notice(session, message, Unreadable{from, id, opening.fault, false});  // tells nothing: its entry goes as the first did
  }
  xml::Element notice = message;
  notice.set_attribute("id", id + "\x1funreadable");
  take_notice(session, notice, Unreadable{from, id, opening.fault, opening.asked_again});
}

void GroupReader::take_content(Session& session, const xml::Element& message, GroupMessage event, std::uint64_t n) {
  if (!event.id.empty()) {
    const std::string author(message.attribute("from"));
    session.log().add(author, event.id, event.stamp.value_or(session.server_time()));
    note_message(event.group, event.id, n);
    const std::string key = author + '\x1f' + event.id;
    const bool is_owed = event.from != our_address(session) && !session.inbox().is_waiting(key) && owed_.size() < kSeenMessages;
    if (is_owed) owed_.push_back({event.group, n, key});
  }
  take_notice(session, message, told_in_group(std::move(event)));
}

// MSG-18c, in a group: who wrote it may change it, and everybody may react to it.
std::optional<Event> GroupReader::change_in(Session& session, const xml::Element& message, const GroupMessage& event,
                                            const stanza::Kind& kind) {
  if (kind.type == stanza::MessageKind::Reaction) {
    const auto* child = message.find_child(stanza::changes::kReactionsNs, "reactions");
    const auto reactions = child != nullptr ? stanza::changes::Reactions::parse(*child) : std::nullopt;
    if (!reactions || !(has(event.group, reactions->id) || writer_.is_ours(event.group, reactions->id))) return std::nullopt;
    return Reacted{event.from, reactions->id, reactions->reactions, event.group};
  }
  const std::string author(message.attribute("from"));
  std::optional<Event> change = change_of_own(session, message, author, kind, event.stamp.value_or(session.server_time()));
  if (!change) return std::nullopt;
  const auto in_group = [&](auto& changed) {
    changed.from = event.from;
    changed.group = event.group;
  };
  if (auto* edited = std::get_if<Edited>(&*change)) in_group(*edited);
  if (auto* revoked = std::get_if<Revoked>(&*change)) in_group(*revoked);
  return change;
}

void GroupReader::note_message(const std::string& group, const std::string& id, std::uint64_t n) {
  const MessageId key{group, id};
  if (!places_.insert_or_assign(key, n).second) return;
  places_order_.push_back(key);
  while (places_order_.size() > kSeenMessages) {
    places_.erase(places_order_.front());
    places_order_.pop_front();
  }
}

// --- receipts -----------------------------------------------------------------------------------------------------------------------

void GroupReader::say_receipt(Session& session, const std::string& group, std::uint64_t n, Reached reached) {
  if (session.outbox().is_full()) return;
  deliver(session, {{group, {}, session.random().token(kIdOctets)}, {}, {}, {Receipt{n, reached}.write()}, Told::Nobody});
}

void GroupReader::turn_ends(Session& session) {
  std::deque<Owed> later;
  for (Owed& owed : std::exchange(owed_, {})) {
    if (session.inbox().is_waiting(owed.key)) {
      later.push_back(std::move(owed));
    } else {
      say_receipt(session, owed.group, owed.n, Reached::Delivered);
    }
  }
  owed_ = std::move(later);
}

bool GroupReader::read(Session& session, const std::string& group, const std::string& id) {
  const auto found = places_.find({group, id});
  if (found == places_.end()) return false;
  if (session.receipts().is_reading_told()) say_receipt(session, group, found->second, Reached::Read);
  return true;
}

}  // namespace assay::client
