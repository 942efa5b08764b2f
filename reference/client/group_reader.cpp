#include "reference/client/group_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "reference/client/group_roll.hpp"
#include "reference/client/incoming.hpp"
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

}  // namespace assay::client
