#include "reference/client/chat_encryption.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/between_devices.hpp"
#include "reference/client/broadcast_book.hpp"
#include "reference/client/group_encryption.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/stanza/stanza_id.hpp"

namespace assay::client {
namespace {

namespace sealed_ = stanza::encrypted;
using stanza::MessageKind;

/// Messages of one account that wait for its list, and accounts that have such: beyond, they stay in the mailbox.
constexpr std::size_t kHeldOfOne = 100;
constexpr std::size_t kHeldAccounts = 1'000;

// MSG-18 in the clear of what came encrypted would let a server rewrite it.
bool takes_clear(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from) {
  const KnownAccount* known = session.keyring()->find(from);
  if (known == nullptr || !known->has_keys() || from == session.keyring()->account()) return false;
  const auto kind = stanza::kind_of(message);
  if (!kind) return false;
  const bool is_change = kind->type == MessageKind::Edit || kind->type == MessageKind::Revoke || kind->type == MessageKind::Reaction;
  if (is_change) {
    take_notice(session, whole, Unreadable{from, std::string(message.attribute("id")), "in-the-clear", false});
  } else {
    session.dispatch(whole, Privacy::Unexpected);
  }
  return true;
}

}  // namespace

// --- outwards -----------------------------------------------------------------------------------------------------------------------

Sealing ChatEncryption::seal(Session& session, Outgoing& outgoing) {
  if ((!is_told(outgoing) && !is_sealed_only(outgoing)) || outgoing.type != "chat") return Sealing::NotNeeded;
  if (readers_.own().service() == OwnDevice::Service::Unknown) return Sealing::Waits;
  const std::string to = bare_of(outgoing.message.to);
  const KnownAccount* known = session.keyring()->find(to);
  if (readers_.own().service() == OwnDevice::Service::Absent && (known == nullptr || !known->has_keys())) return Sealing::NotNeeded;
  Directory& directory = readers_.directory();
  if (directory.state(to) != Directory::State::Ready) directory.want_sessions(session, to);
  const Directory::State state = directory.state(to);
  if (state == Directory::State::NoKeys) return is_sealed_only(outgoing) ? Sealing::NotNeeded : readers_.in_the_clear(session, to);
  if (state != Directory::State::Ready || !readers_.is_own_ready(session)) return Sealing::Waits;
  write(session, outgoing, to);
  return Sealing::Sealed;
}

Prospect ChatEncryption::prospect(Session& session, const std::string& to) {
  using State = Directory::State;
  using enum Prospect::State;
  const OwnDevice::Service service = readers_.own().service();
  if (service == OwnDevice::Service::Unknown) return {Coming};
  const KnownAccount* known = session.keyring()->find(to);
  if (service == OwnDevice::Service::Absent && (known == nullptr || !known->has_keys())) return {Clear};
  Directory& directory = readers_.directory();
  const std::optional<Instant> again = directory.again(to);
  const State before = directory.state(to);
  const bool is_due = before == State::Refused && again && *again <= session.now().monotonic;
  if (before == State::Unknown || before == State::Listed || is_due) directory.want_sessions(session, to);
  switch (directory.state(to)) {
    case State::Ready: return {readers_.is_own_ready(session) ? Ready : Coming};
    case State::NoKeys: return readers_.may_go_clear(session, to) ? Prospect{Clear} : Prospect{User, "no-keys"};
    case State::AwaitsTrust: return {User};
    case State::Refused: return again ? Prospect{Later, directory.condition(to), *again} : Prospect{Never, directory.condition(to)};
    case State::Unknown: return {Never, "queue-full"};  // too many are known
    case State::Asking:
    case State::Listed:
    case State::Fetching: return {Coming};
  }
  return {Coming};
}

void ChatEncryption::write(Session& session, Outgoing& outgoing, const std::string& to) {
  const std::vector<xml::Element> contents = contents_of(outgoing);
  const stanza::Kind kind = kind_in(contents);
  const std::vector<xml::Element> inside = inside_of(contents);
  const e2e::Envelope envelope{binding_of(session, to, outgoing.message.id, kind.type), inside};
  repairs_.sent({to, outgoing.message.id, sealed_content_of(outgoing)});
  std::vector<SealedFor> readers{Readers::devices_of(session, to)};
  if (to != session.keyring()->account()) readers.push_back(Readers::devices_of(session, session.keyring()->account()));
  std::erase_if(readers, [](const SealedFor& reader) { return reader.devices.empty(); });
  xml::Element message = frame_of(outgoing);
  message.add(kind.write());
  if (std::ranges::any_of(contents, is_wish)) message.add(stanza::receipts::request());
  message.add(client::seal(*session.keyring(), readers, envelope, session.random()).write());
  outgoing.sealed = std::move(message);
}

// --- inwards ------------------------------------------------------------------------------------------------------------------------

bool ChatEncryption::opens(Session& session, const xml::Element& whole) {
  if (!stanza::carbons::is_wrapped(whole)) return opens_message(session, whole, whole);
  const auto copy = session.is_own(whole) ? stanza::carbons::Copy::of(whole) : std::nullopt;
  return copy && opens_message(session, whole, copy->original);
}

/// `whole` came; `message` is it, or the original of which it is a copy.
bool ChatEncryption::opens_message(Session& session, const xml::Element& whole, const xml::Element& message) {
  const std::string from = bare_of(message.attribute("from"));
  const xml::Element* child = message.find_child(sealed_::kNs, "encrypted");
  if (child == nullptr) return takes_clear(session, whole, message, from);
  const auto encrypted = sealed_::Encrypted::parse(*child);
  const auto kind = stanza::kind_of(message);
  if (!encrypted || !kind || from.empty()) {
    acknowledge_entry(session, whole);
    return true;
  }
  const auto held = held_.find(from);
  if (held != held_.end() && !held->second.empty()) {
    hold(from, whole);
  } else if (!read(session, whole, message, from, *encrypted, kind->type)) {
    hold(from, whole);
    readers_.directory().want_list(session, from);
  }
  return true;
}

void ChatEncryption::hold(const std::string& from, const xml::Element& whole) {
  if (held_.size() >= kHeldAccounts && held_.count(from) == 0) return;
  std::deque<xml::Element>& waiting = held_[from];
  if (waiting.size() < kHeldOfOne) waiting.push_back(whole);
}

void ChatEncryption::open_held(Session& session, const std::string& account) {
  const auto found = held_.find(account);
  if (found == held_.end()) return;
  const std::deque<xml::Element> waiting = std::move(found->second);
  held_.erase(found);
  settling_ = true;
  for (const xml::Element& element : waiting) (void)opens(session, element);
  settling_ = false;
}

/// False if the sender's list is needed first, and may bring more than is known.
bool ChatEncryption::read(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
                          const sealed_::Encrypted& encrypted, MessageKind kind) {
  KnownAccount* known = session.keyring()->find(from);
  KnownDevice* device = known != nullptr ? known->find(encrypted.device) : nullptr;
  if (readers_.directory().state(from) == Directory::State::AwaitsTrust) return false;
  if (device == nullptr) {
    if (!settling_) return false;
    cannot_read(session, whole, message, from, {"unlisted-device", false});
    return true;
  }
  const auto delay = stanza::Delay::of(message);
  const bool is_delayed = delay && delay->from == session.config().domain;
  const std::string to = message.has_attribute("to") ? bare_of(message.attribute("to")) : session.keyring()->account();
  const e2e::Binding outside{from,
                             to,
                             is_delayed ? delay->stamp : session.server_time(),
                             e2e::DeviceId{encrypted.device},
                             std::string(message.attribute("id")),
                             std::string(stanza::name_of(kind)),
                             to};
  // A copy of what another device sent or got is nobody's to keep: its entry is not ours.
  auto result = open(*session.keyring(), *device, encrypted, outside, &whole == &message ? entry_of(session, whole) : std::string());
  if (!result) {
    cannot_read(session, whole, message, from, result.error(), device);
    return true;
  }
  if (result->last_resort) readers_.own().last_resort_used(session, from, device->id);
  if (result->wants_answer) tell_device(session, from, *device, {});
  hand_on(session, whole, message, from, *device, result->content);
  return true;
}

void ChatEncryption::hand_on(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
                             KnownDevice& device, const std::vector<xml::Element>& content) {
  if (content.empty()) return acknowledge_entry(session, whole);
  if (const auto retry = sealed_::Retry::parse(content.front())) {
    acknowledge_entry(session, whole);
    return answer_retry(session, from, device, *retry);
  }
  if (const auto repair = sealed_::Repair::parse(content.front())) {
    if (repair->group.empty()) return take_repair(session, whole, message, from, *repair);
    if (&whole != &message) return acknowledge_entry(session, whole);
    return groups_.take_repair(session, whole, from, device, content, *repair);
  }
  if (&whole == &message) return session.dispatch(opened(message, content), Privacy::Encrypted);
  const auto copy = stanza::carbons::Copy::of(whole);
  xml::Element wrapped = stanza::carbons::wrap(copy->direction, opened(message, content), std::string(whole.attribute("from")),
                                               std::string(whole.attribute("to")));
  for (const xml::Element* child : whole.children()) {
    if (child->ns() == stanza::kStanzaIdNs) wrapped.add(*child);
  }
  session.dispatch(wrapped, Privacy::Encrypted);
}

// --- what could not be read ---------------------------------------------------------------------------------------------------------

void ChatEncryption::answer_retry(Session& session, const std::string& from, KnownDevice& device, const sealed_::Retry& retry) {
  if (!retry.group.empty()) return groups_.repair(session, from, device, retry);
  recall_broadcast(session, from, retry.id);
  const Original* original = repairs_.wanted(from, session.keyring()->account(), retry.id);
  if (original != nullptr) tell_device(session, from, device, {sealed_::Repair{original->id, original->content}.write()});
}

// An earlier run may have sent it, as a broadcast; repairs_ counts it from now on.
void ChatEncryption::recall_broadcast(Session& session, const std::string& from, const std::string& id) {
  const BroadcastBook* book = session.broadcast_book();
  if (book == nullptr) return;
  const std::string to = from == session.keyring()->account() ? book->recipient_of(id) : from;
  const std::vector<xml::Element>* content = book->content(book->broadcast_of(to, id));
  if (content != nullptr) repairs_.sent({to, id, *content});
}

// Only what we asked for: otherwise anybody could say something under an id that is another message's.
void ChatEncryption::take_repair(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
                                 const sealed_::Repair& repair) {
  if (&whole != &message || !repairs_.came(from, repair.id)) return acknowledge_entry(session, whole);
  xml::Element again = opened(message, repair.content);
  again.remove_children(stanza::kMessageNs, "kind");
  again.add(kind_in(repair.content).write());
  again.set_attribute("id", repair.id);
  session.dispatch(again, Privacy::Encrypted);
}

void ChatEncryption::cannot_read(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
                                 const Unread& why, KnownDevice* device) {
  if (why.reason == kTaken) return acknowledge_entry(session, whole);
  // ENC-13: a second copy of what was read is no message of its own.
  if (why.reason == e2e::name_of(e2e::Fault::Replayed) && &whole == &message && take_duplicate(session, whole)) return;
  const auto kind = stanza::kind_of(message);
  const bool is_control = kind && kind->type == MessageKind::Control;
  // What devices say to one another is for one of them, and comes to all of its account (ENC-21d).
  if (is_control && why.reason == kNotForUs) return acknowledge_entry(session, whole);
  const std::string id(message.attribute("id"));
  const bool asks = why.is_lost && device != nullptr && !id.empty() && repairs_.ask(from, id);
  if (asks) ask_again(session, readers_.directory(), from, device->id, {id});
  if (is_control) return acknowledge_entry(session, whole);  // nothing to show was lost
  take_notice(session, whole, Unreadable{from, id, why.reason, asks});
}

}  // namespace assay::client
