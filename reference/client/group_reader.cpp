#include "reference/client/group_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "reference/client/file_book.hpp"
#include "reference/client/group_roll.hpp"
#include "reference/client/group_sealing.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/stanza/changes.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client {
namespace {

using namespace stanza::groups;

Event event_of(GroupEvent event) { return Event{std::move(event)}; }

void doubt(Session& session, const std::string& group, GroupDoubt::Of of) { session.emit(event_of(GroupDoubt{group, of})); }

GroupChanged told(const std::string& group, const Change& change) {
  return {group, change.kind, change.version, change.actor, change.members, change.text, change.settings, change.stamp};
}

std::string own_address(const Session& session) { return session.address() ? session.address()->bare().text() : std::string(); }

// The change after which we are no member any more.
bool ends_ours(const Change& change, const std::string& own) {
  if (change.kind == ChangeKind::Left) return change.actor == own;
  return change.kind == ChangeKind::Removed && std::find(change.members.begin(), change.members.end(), own) != change.members.end();
}

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

void GroupReader::take(Session& session, const xml::Element& message, const std::string& group, const std::string& member) {
  KnownGroup* known = book_.open(group);
  if (known == nullptr) {
    KnownGroup unknown;
    return deal_with(session, message, group, member, unknown, Holes::Accept);
  }
  if (known->waits()) return hold(session, message, group, *known);
  deal_with(session, message, group, member, *known, Holes::Ask);
}

void GroupReader::deal_with(Session& session, const xml::Element& message, const std::string& group, const std::string& member,
                            KnownGroup& known, Holes holes) {
  if (!member.empty()) return take_message(session, message, group, member, known, holes);
  if (const auto change = Change::of(message)) return take_change(session, message, group, *change, known, holes);
  take_notice_of_group(session, message, group);
}

void GroupReader::take_notice_of_group(Session& session, const xml::Element& message, const std::string& group) {
  for (const xml::Element* child : message.children()) {
    if (const auto mismatch = Mismatch::parse(*child)) writer_.mismatched(session, group, *mismatch);
    if (const auto sums = Receipts::parse(*child); sums && writer_.is_ours(group, sums->id)) {
      return take_notice(session, message, event_of(GroupReceipts{group, sums->id, sums->of, sums->delivered, sums->read}));
    }
    if (const auto asks = Asks::parse(*child)) return take_notice(session, message, event_of(GroupAsks{group, asks->jid}));
    if (Rejected::parse(*child)) return take_notice(session, message, event_of(GroupRejected{group}));
  }
  acknowledge_entry(session, message);
}

// --- changes ------------------------------------------------------------------------------------------------------------------------

void GroupReader::take_change(Session& session, const xml::Element& message, const std::string& group, const Change& change,
                              KnownGroup& known, Holes holes) {
  known.begin(change.previous);
  const auto order = Order::of(message);
  if (known.told && change.version <= *known.told) {
    if (order) note_place(session, group, *order, known);
    // GRP-20b: two changes of one version are two stories, and the second is not forgotten about.
    if (!known.agrees(change)) {
      doubt(session, group, GroupDoubt::Of::TwoStories);
      ask_whole(session, group);
    }
    const std::string key = std::string(message.attribute("from")) + '\x1f' + std::string(message.attribute("id"));
    if (session.inbox().is_waiting(key)) return take_notice(session, message, event_of(told(group, change)));
    return acknowledge_entry(session, message);
  }
  const bool fits = change.version == change.previous + 1 && (!known.told || change.previous == *known.told);
  if (!fits && known.told && holes == Holes::Ask) {
    ask_changes(session, group, known);
    return hold(session, message, group, known);
  }
  if (!fits) doubt(session, group, GroupDoubt::Of::Version);
  if (order) note_place(session, group, *order, known);
  take_notice(session, message, event_of(told(group, change)));
  follow(session, group, change, known);
}

// The change was told. `known` may be gone afterwards.
void GroupReader::follow(Session& session, const std::string& group, const Change& change, KnownGroup& known) {
  known.tell(change);
  if (session.keyring()) follow_change(*session.keyring(), group, change);
  if (ends_ours(change, own_address(session))) return book_.erase(group);
  if (change.kind == ChangeKind::Created && !known.state) known.state = GroupState::made(change);
  if (!known.state) return ask_whole(session, group);
  if (known.state->version() == change.previous) {
    // GRP-20c
    if (!known.state->apply(change) || known.state->hash() != change.hash) {
      doubt(session, group, GroupDoubt::Of::Members);
      return ask_whole(session, group);
    }
  } else if (known.state->version() < change.version) {
    return ask_whole(session, group);
  }
  writer_.settle(session, group);
}

void GroupReader::ask_changes(Session& session, const std::string& group, KnownGroup& known) {
  if (known.asks_changes) return;
  known.asks_changes = true;
  session.ask(group, "get", Changes{*known.told, {}, {}}.write(),
              [this, group](Session& s, const Answer& answer) { learn_changes(s, group, answer); });
}

void GroupReader::learn_changes(Session& session, const std::string& group, const Answer& answer) {
  KnownGroup* known = book_.find(group);
  if (known == nullptr || !known->asks_changes) return;
  known->asks_changes = false;
  if (!answer) {
    // What is not kept any more is found in the whole.
    if (answer.error().condition == "full-sync-required" && session.is_online()) {
      known->told.reset();
      known->starts_anew = true;
      return ask_whole(session, group);
    }
    if (answer.error().kind == RequestFault::Kind::Disconnected) return;  // stream_ended() follows
    return release(session, group, Holes::Accept);
  }
  const auto* payload = answer->find_child(kNs, "changes");
  const auto changes = payload != nullptr ? Changes::parse(*payload) : std::nullopt;
  if (!changes || !changes->version) return release(session, group, Holes::Accept);
  bool any = false;
  for (const Change& change : changes->changes) {
    if (!known->told || change.previous != *known->told || change.version != change.previous + 1) break;
    any = true;
    ++known->learned;
    session.emit(event_of(told(group, change)));
    follow(session, group, change, *known);
    known = book_.find(group);
    if (known == nullptr) return;
  }
  if (any && known->told < *changes->version) return ask_changes(session, group, *known);
  release(session, group, Holes::Accept);
}

// --- the whole ----------------------------------------------------------------------------------------------------------------------

void GroupReader::ask_whole(Session& session, const std::string& group) {
  KnownGroup* known = book_.open(group);
  if (known == nullptr) {
    return writer_.give_up(session, group, {RequestFault::Kind::Refused, "queue-full", "there are too many groups", {}});
  }
  if (known->asks_whole || !session.is_online()) return;
  known->asks_whole = true;
  session.ask(group, "get", xml::Element(kNs, "group"), [this, group](Session& s, const Answer& answer) {
    KnownGroup* asked = book_.find(group);
    if (asked != nullptr) asked->asks_whole = false;
    if (!answer && answer.error().kind == RequestFault::Kind::Disconnected) return;
    const auto* payload = answer ? answer->find_child(kNs, "group") : nullptr;
    const auto info = payload != nullptr ? Info::parse(*payload) : std::nullopt;
    if (info && info->members.size() <= s.config().limits.group_members) return learn(s, group, *info);
    writer_.give_up(s, group, answer ? RequestFault{RequestFault::Kind::Refused, "bad-answer", {}, {}} : answer.error());
    if (asked != nullptr) asked->starts_anew = false;
    release(s, group, Holes::Accept);
    asked = book_.find(group);
    if (asked != nullptr && !asked->state) book_.erase(group);  // we are not in it
  });
}

void GroupReader::learn(Session& session, const std::string& group, const Info& info) {
  KnownGroup* known = book_.open(group);
  if (known == nullptr) return;
  const GroupState now = GroupState::of(info);
  if (now.hash() != info.hash) doubt(session, group, GroupDoubt::Of::Members);
  if (known->starts_anew && session.keyring()) follow_whole(*session.keyring(), group, now);
  const std::optional<GroupState> before = std::exchange(known->state, now);
  known->doubted = known->starts_anew = false;
  // Changes that are not kept any more, or never came: this is what is left to tell of them.
  if (before && !known->told) known->told = info.version;
  if (before && known->told) tell_differences(session, group, *before, now, *known->told);
  writer_.settle(session, group);
  release(session, group, Holes::Accept);
}

// What changes up to `told` should have said. What is ahead of it comes in its order.
void GroupReader::tell_differences(Session& session, const std::string& group, const GroupState& before, const GroupState& now,
                                   std::uint64_t told) {
  const auto tell = [&](ChangeKind kind, const std::string& jid) {
    session.emit(event_of(GroupChanged{group, kind, now.version(), {}, {jid}}));
  };
  for (const auto& [jid, member] : now.members()) {
    const auto found = before.members().find(jid);
    if (found == before.members().end()) {
      if (member.since <= told) tell(ChangeKind::Added, jid);
    } else if (now.version() <= told && found->second.role != member.role) {
      const bool rises = member.role != Role::Member;
      tell(member.role == Role::Owner ? ChangeKind::Owner : rises ? ChangeKind::Promoted : ChangeKind::Demoted, jid);
    }
  }
  for (const auto& [jid, member] : before.members()) {
    if (!now.has(jid) && now.version() <= told) tell(ChangeKind::Removed, jid);
  }
}

void GroupReader::compare(Session& session, const List& list) {
  std::map<std::string, std::uint64_t> versions;
  for (const List::Entry& entry : list.groups) versions.emplace(entry.jid, entry.version);
  std::vector<std::string> gone;
  for (const auto& [group, known] : book_.groups()) {
    if (known.state && versions.count(group) == 0) gone.push_back(group);
  }
  for (const std::string& group : gone) {
    const std::uint64_t version = book_.find(group)->state->version();
    session.emit(event_of(GroupChanged{group, ChangeKind::Removed, version, {}, {own_address(session)}}));
    book_.erase(group);
  }
  for (const auto& [group, version] : versions) {
    KnownGroup* known = book_.open(group);
    if (known == nullptr) return;
    if (known->told && *known->told < version) {
      ask_changes(session, group, *known);
    } else if (!known->state) {
      ask_whole(session, group);
    }
  }
}

// --- order --------------------------------------------------------------------------------------------------------------------------

void GroupReader::hold(Session& session, const xml::Element& message, const std::string& group, KnownGroup& known) {
  if (known.held.size() < kHeldElements) return known.held.push_back(message);
  if (keeps_) return;  // it stays in the mailbox, and comes again
  const auto from = jid::Jid::parse(message.attribute("from"));
  deal_with(session, message, group, from ? from->resource() : std::string(), known, Holes::Accept);
}

void GroupReader::release(Session& session, const std::string& group, Holes holes) {
  KnownGroup* known = book_.find(group);
  if (known == nullptr || known->waits()) return;
  for (const xml::Element& message : std::exchange(known->held, {})) {
    const auto from = jid::Jid::parse(message.attribute("from"));
    known = book_.open(group);  // the last one may have been our removal
    if (known != nullptr) deal_with(session, message, group, from ? from->resource() : std::string(), *known, holes);
  }
}

void GroupReader::stream_ended(Session& session) {
  std::vector<std::string> holding;
  for (auto& [group, known] : book_.groups()) {
    known.asks_whole = known.asks_changes = known.starts_anew = false;
    if (keeps_) known.held.clear();
    if (!known.held.empty()) holding.push_back(group);
  }
  for (const std::string& group : holding) release(session, group, Holes::Accept);
}

// Behind a mailbox that was full there are places that nobody sees (chapter 06, Order). Changes among them were learned otherwise.
void GroupReader::note_place(Session& session, const std::string& group, const Order& order, KnownGroup& known) {
  if (known.place && order.n > *known.place + 1) {
    const std::uint64_t missing = order.n - *known.place - 1;
    if (missing > known.learned) session.emit(event_of(GroupHole{group, missing - known.learned}));
  }
  known.learned = 0;
  known.place = std::max(known.place.value_or(0), order.n);
}

// --- messages -----------------------------------------------------------------------------------------------------------------------

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
    doubt(session, group, GroupDoubt::Of::Stranger);
    return acknowledge_entry(session, message);
  }
  if (const auto* child = message.find_child(kNs, "awaited")) {
    const auto awaited = Awaited::parse(*child);
    return awaited ? take_notice(session, message, event_of(GroupAwaited{group, from, awaited->id})) : acknowledge_entry(session, message);
  }
  const Opening opening = Opening::of(message);
  if (!opening.fault.empty()) return take_unreadable(session, message, from, opening);
  GroupMessage event = read_message(session, message, group, from);
  event.privacy = opening.privacy;
  auto file = kind->type == stanza::MessageKind::Content ? file_in(message, opening.privacy) : std::nullopt;
  const bool is_ours = from == own_address(session) && writer_.is_ours(group, event.id);
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
    const bool is_owed = event.from != own_address(session) && !session.inbox().is_waiting(key) && owed_.size() < kSeenMessages;
    if (is_owed) owed_.push_back({event.group, n, key});
  }
  take_notice(session, message, event_of(std::move(event)));
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
