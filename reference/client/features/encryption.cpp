// End-to-end encryption (spec chapter 07): messages are sealed for the devices of the signed list and for our own others, and opened where
// every affix agrees with the stanza. Receipts, markers and typing say nothing of contents, and stand in the clear.

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "reference/client/directory.hpp"
#include "reference/client/feature.hpp"
#include "reference/client/group_book.hpp"
#include "reference/client/group_sealing.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/client/own_device.hpp"
#include "reference/client/repairs.hpp"
#include "reference/client/sealing.hpp"
#include "reference/e2e/fingerprint.hpp"
#include "reference/stanza/carbons.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/devices.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/group_sealed.hpp"
#include "reference/stanza/identity.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/prekeys.hpp"
#include "reference/stanza/receipts.hpp"
#include "reference/stanza/stanza_id.hpp"
#include "reference/xml/namespaces.hpp"

namespace assay::client::features {
namespace {

namespace keys_ = stanza::prekeys;
namespace list_ = stanza::device_list;
namespace sealed_ = stanza::encrypted;
namespace in_group_ = stanza::group_sealed;
using stanza::Kind;
using stanza::MessageKind;

/// Messages of one account that wait for its list, and accounts that have such: beyond, they stay in the mailbox.
constexpr std::size_t kHeldOfOne = 100;
constexpr std::size_t kHeldAccounts = 1'000;

std::string bare_of(std::string_view address) {
  const auto jid = jid::Jid::parse(address);
  return jid ? jid->bare().text() : std::string();
}

bool is_kind(const xml::Element& element) { return element.is(stanza::kMessageNs, "kind"); }
bool is_wish(const xml::Element& element) { return element.is(stanza::receipts::kNs, "request"); }

bool is_of_groups(const xml::Element& element) { return element.ns() == stanza::groups::kNs; }

// What goes inside, out of what the message says: all but its kind, the wish for a receipt and a group's recipients, which the server's
// rules go by.
std::vector<xml::Element> inside_of(const std::vector<xml::Element>& contents) {
  std::vector<xml::Element> inside;
  std::ranges::copy_if(contents, std::back_inserter(inside),
                       [](const xml::Element& each) { return !is_kind(each) && !is_wish(each) && !is_of_groups(each); });
  return inside;
}

Kind kind_in(const std::vector<xml::Element>& contents) {
  const auto found = std::ranges::find_if(contents, is_kind);
  return found == contents.end() ? Kind{} : Kind::parse(*found).value_or(Kind{});
}

e2e::Binding binding(const Session& session, const std::string& to, const std::string& id, MessageKind kind) {
  const Keyring& keyring = *session.keyring();
  return {keyring.account(),
          to,
          std::chrono::floor<std::chrono::milliseconds>(session.server_time()),
          e2e::DeviceId{keyring.device()},
          id,
          std::string(stanza::name_of(kind)),
          to};
}

// Of the clear part of an encrypted message only what says how it came, and what it is by the server's rules: the rest anybody may have put
// there.
xml::Element opened(const xml::Element& message, const std::vector<xml::Element>& content) {
  xml::Element clear(message.name());
  for (const xml::Attribute& attribute : message.attributes()) clear.set_attribute(attribute.name, attribute.value);
  for (const xml::Element* child : message.children()) {
    const bool stays = is_kind(*child) || is_wish(*child) || child->ns() == stanza::kStanzaIdNs || child->ns() == stanza::kDelayNs;
    if (stays) clear.add(*child);
  }
  for (const xml::Element& child : content) {
    const bool is_ours = is_kind(child) || is_wish(child) || child.ns() == stanza::kStanzaIdNs || child.ns() == stanza::kDelayNs;
    if (!is_ours) clear.add(child);
  }
  return clear;
}

/// The group's own part of a message in it: its place, and what says how it came.
xml::Element place_of(const xml::Element& message) {
  xml::Element place(message.name());
  for (const xml::Attribute& attribute : message.attributes()) place.set_attribute(attribute.name, attribute.value);
  for (const xml::Element* child : message.children()) {
    const bool stays = is_kind(*child) || is_of_groups(*child) || child->ns() == stanza::kStanzaIdNs || child->ns() == stanza::kDelayNs;
    if (stays) place.add(*child);
  }
  return place;
}

xml::Element opened_in_group(const xml::Element& message, const std::vector<xml::Element>& content) {
  xml::Element place = place_of(message);
  for (const xml::Element& child : content) {
    const bool is_ours = is_kind(child) || is_of_groups(child) || child.ns() == stanza::kStanzaIdNs || child.ns() == stanza::kDelayNs;
    if (!is_ours) place.add(child);
  }
  Opening{Privacy::Encrypted}.put(place);
  return place;
}

xml::Element unread_in_group(const xml::Element& message, const std::string& fault, bool asked_again) {
  xml::Element place = place_of(message);
  Opening{Privacy::Encrypted, fault, asked_again}.put(place);
  return place;
}

class Encryption final : public Feature {
 public:
  bool command(Session& session, const Command& command) override {
    if (const auto* set = std::get_if<SetEncryption>(&command)) {
      session.set_encryption(set->on, set->block_changed_keys ? KeyPolicy::Block : KeyPolicy::Warn);
      if (session.is_online()) begin(session);
    } else if (const auto* trust = std::get_if<TrustKeys>(&command)) {
      const bool done = session.keyring() && directory_.trust(session, trust->jid);
      done ? session.emit(Done{"trust"}) : session.emit(Failed{"trust", "item-not-found", "nothing waits for it", {}, {}});
    } else if (const auto* clear = std::get_if<AllowClear>(&command)) {
      allow_clear(session, clear->jid);
    } else if (const auto* ask = std::get_if<AskKeys>(&command)) {
      tell_keys(session, ask->jid);
    } else {
      return false;
    }
    return true;
  }

  void bound(Session& session) override { begin(session); }

  void stream_ended(Session&, const stream::ClientStreamEnded&) override {
    own_.end();
    directory_.forget();
    held_.clear();
    held_groups_.clear();
    clear_asked_.clear();
  }

  // ENC-17a: whoever is unlinked is written to no more.
  void turn_ends(Session& session) override {
    if (!is_on(session) || std::exchange(companions_, session.keyring()->companions().size()) == companions_) return;
    own_.companions_changed(session);
  }

  void timer(Session& session) override { own_.timer(session); }
  [[nodiscard]] std::optional<Instant> next_deadline() const override { return own_.next_deadline(); }

  // --- outwards ---------------------------------------------------------------------------------------------------------------------

  Sealing seal(Session& session, Outgoing& outgoing) override {
    if (is_on(session) && outgoing.type == "groupchat") return seal_for_group(session, outgoing);
    if (!is_on(session) || !is_told(outgoing) || outgoing.type != "chat") return Sealing::NotNeeded;
    if (own_.service() == OwnDevice::Service::Unknown) return Sealing::Waits;
    const std::string to = bare_of(outgoing.message.to);
    const KnownAccount* known = session.keyring()->find(to);
    if (own_.service() == OwnDevice::Service::Absent && (known == nullptr || !known->has_keys())) return Sealing::NotNeeded;
    if (directory_.state(to) != Directory::State::Ready) directory_.want_sessions(session, to);
    const Directory::State state = directory_.state(to);
    if (state == Directory::State::NoKeys) return in_the_clear(session, to);
    if (state != Directory::State::Ready || !is_own_ready(session)) return Sealing::Waits;
    write(session, outgoing, to);
    return Sealing::Sealed;
  }

  // --- inwards ----------------------------------------------------------------------------------------------------------------------

  bool opens(Session& session, const xml::Element& element) override {
    if (!element.is(xml::ns::kClient, "message")) return false;
    const std::string_view type = element.attribute("type");
    if (type == "groupchat") return opens_in_group(session, element);
    if (!is_on(session)) return is_locked(session, element);
    if (type == "error") return forget_key(session, element);
    if (takes_notice(session, element)) return true;
    if (!stanza::carbons::is_wrapped(element)) return opens_message(session, element, element);
    const auto copy = session.is_own(element) ? stanza::carbons::Copy::of(element) : std::nullopt;
    return copy && opens_message(session, element, copy->original);
  }

 private:
  [[nodiscard]] static bool is_on(Session& session) {
    return session.config().encrypt && session.keyring() && session.keyring()->account() == session.credentials().jid;
  }

  // --- groups -----------------------------------------------------------------------------------------------------------------------

  static bool is_group(const Session& session, const std::optional<jid::Jid>& address) {
    return address && !address->local().empty() && address->domain() == "groups." + session.config().domain;
  }

  // GRP-21, GRP-22: sealed once, by a key that every device of a member has, or gets with it.
  Sealing seal_for_group(Session& session, Outgoing& outgoing) {
    const std::string group = bare_of(outgoing.message.to);
    if (!is_group(session, jid::Jid::parse(group))) return Sealing::NotNeeded;
    const bool has_service = own_.service() == OwnDevice::Service::Present;
    const bool is_keyed = session.keyring()->find_group(group) != nullptr;
    if (own_.service() == OwnDevice::Service::Absent && !is_keyed) return Sealing::NotNeeded;
    const GroupState* state = session.group_state(group);
    if (!has_service || state == nullptr) return Sealing::Waits;
    bool all_known = is_own_ready(session);
    bool all_have_keys = true;
    std::vector<SealedFor> readers{readers_of(session, session.keyring()->account())};
    for (const auto& [jid, member] : state->members()) {
      if (jid == session.keyring()->account()) continue;
      const Directory::State before = directory_.state(jid);
      if (before == Directory::State::Unknown || before == Directory::State::Listed) directory_.want_sessions(session, jid);
      const Directory::State now = directory_.state(jid);
      all_have_keys = all_have_keys && now != Directory::State::NoKeys;
      // Whose keys are not to be had gets nothing that he could read; the others are not kept from talking.
      const bool is_settled = now == Directory::State::Ready || now == Directory::State::NoKeys || now == Directory::State::Refused;
      all_known = all_known && is_settled;
      if (now == Directory::State::Ready) readers.push_back(readers_of(session, jid));
    }
    if (!all_known) return Sealing::Waits;
    if (!all_have_keys) return in_the_clear(session, group);
    std::erase_if(readers, [](const SealedFor& reader) { return reader.devices.empty(); });
    return write_to_group(session, outgoing, *state, readers) ? Sealing::Sealed : Sealing::Waits;
  }

  bool write_to_group(Session& session, Outgoing& outgoing, const GroupState& state, const std::vector<SealedFor>& readers) {
    const std::string& group = outgoing.message.to;
    const std::vector<xml::Element> contents = contents_of(outgoing);
    const Kind kind = kind_in(contents);
    const std::vector<xml::Element> inside = inside_of(contents);
    e2e::Envelope envelope{binding(session, group, outgoing.message.id, kind.type), inside};
    envelope.binding.group_version = state.version();
    const auto sealed = client::seal_in_group(*session.keyring(), readers, envelope, session.random());
    if (!sealed) return false;
    Original original{group, outgoing.message.id, {kind.write()}, {session.keyring()->account()}};
    original.content.insert(original.content.end(), inside.begin(), inside.end());
    for (const auto& [jid, member] : state.members()) original.readers.insert(jid);
    repairs_.sent(std::move(original));
    xml::Element message = frame_of(outgoing);
    message.add(kind.write());
    for (const xml::Element& each : contents) {
      // Whom it is for is who is there now: the members may be others than when it was written.
      const auto meant = stanza::groups::Recipients::parse(each);
      if (meant) message.add(stanza::groups::Recipients{state.version(), state.hash(), meant->repair}.write());
    }
    if (sealed->key) message.add(sealed->key->write());
    message.add(sealed->message.write());
    outgoing.sealed = std::move(message);
    return true;
  }

  // The message may have brought our key to somebody, and did not.
  static bool forget_key(Session& session, const xml::Element& error) {
    GroupKeys* keys = session.keyring()->find_group(bare_of(error.attribute("from")));
    if (keys == nullptr || !keys->own) return false;
    keys->own.reset();
    keys->holders.clear();
    session.keyring()->touch();
    return false;
  }

  /// A group has one order: while one of its messages waits for somebody's list, what comes behind it waits as well.
  bool opens_in_group(Session& session, xml::Element element) {
    const auto from = jid::Jid::parse(element.attribute("from"));
    if (!is_group(session, from)) return false;
    Opening::strip(element);
    if (!is_on(session)) {
      const bool is_sealed = in_group_::Sealed::of(element).has_value();
      session.dispatch(is_sealed ? unread_in_group(element, "encryption-is-off", false) : element);
      return true;
    }
    const std::string group = from->bare().text();
    const auto held = held_groups_.find(group);
    const bool waits = held != held_groups_.end() && !held->second.empty();
    if (!waits && reads_in_group(session, element, *from)) return true;
    std::deque<xml::Element>& waiting = held_groups_[group];
    if (waiting.size() >= kHeldOfOne) return true;  // it stays in the mailbox
    waiting.push_back(element);
    if (!waits) directory_.want_list(session, from->resource() + '@' + session.config().domain);
    return true;
  }

  /// False if its sender's list is needed first.
  bool reads_in_group(Session& session, const xml::Element& element, const jid::Jid& from) {
    if (from.resource().empty()) return session.dispatch(element), true;
    const std::string group = from.bare().text();
    const std::string sender = from.resource() + '@' + session.config().domain;
    if (element.find_child("urn:cxmpp:e2e:1", "sealed") == nullptr) return takes_clear_in_group(session, element, sender), true;
    const auto sealed = in_group_::Sealed::of(element);
    const auto kind = stanza::kind_of(element);
    const auto order = stanza::groups::Order::of(element);
    if (!sealed || !kind || !order) return session.dispatch(unread_in_group(element, "malformed", false)), true;
    const bool is_own = sender == session.keyring()->account();
    if (is_own && sealed->device == session.keyring()->device()) return session.dispatch(place_of(element)), true;
    KnownAccount* known = session.keyring()->find(sender);
    KnownDevice* device = known != nullptr ? known->find(sealed->device) : nullptr;
    if (directory_.state(sender) == Directory::State::AwaitsTrust || (device == nullptr && !settling_)) return false;
    if (device == nullptr) return session.dispatch(unread_in_group(element, "unlisted-device", false)), true;
    const auto delay = stanza::Delay::of(element);
    const bool is_delayed = delay && delay->from == session.config().domain;
    const e2e::Binding outside{sender,
                               group,
                               is_delayed ? delay->stamp : session.server_time(),
                               e2e::DeviceId{sealed->device},
                               std::string(element.attribute("id")),
                               std::string(stanza::name_of(kind->type)),
                               group,
                               order->version};
    take_key_with(session, element, *device, outside);
    const auto content = client::open_in_group(*session.keyring(), *sealed, outside);
    if (content) {
      session.dispatch(opened_in_group(element, *content), Privacy::Encrypted);
    } else {
      cannot_read_in_group(session, element, group, outside, content.error());
    }
    return true;
  }

  // The key stands beside the first message that it reads, for the devices that lack it. A fault shows in the message.
  static void take_key_with(Session& session, const xml::Element& element, KnownDevice& device, e2e::Binding outside) {
    const xml::Element* child = element.find_child(sealed_::kNs, "encrypted");
    const auto encrypted = child != nullptr ? sealed_::Encrypted::parse(*child) : std::nullopt;
    if (!encrypted || encrypted->device != device.id ||
        encrypted->find(session.keyring()->account(), session.keyring()->device()) == nullptr)
      return;
    outside.group_version.reset();
    const auto result = open(*session.keyring(), device, *encrypted, outside);
    if (!result) return;
    if (result->wants_answer) tell(session, outside.from, device, {});
    for (const xml::Element& each : result->content) {
      const auto key = in_group_::SenderKey::parse(each);
      if (key && key->group == outside.to) take_sender_key(*session.keyring(), outside.from, device.id, *key);
    }
  }

  void cannot_read_in_group(Session& session, const xml::Element& element, const std::string& group, const e2e::Binding& outside,
                            const Unread& why) {
    const GroupState* state = session.group_state(group);
    const bool is_member = state == nullptr || state->has(outside.from);
    const bool asks = why.is_lost && is_member && !outside.id.empty() && repairs_.ask(outside.from, outside.id);
    if (asks) {
      asked_in_groups_.insert_or_assign({outside.from, outside.id}, place_of(element));
      ask_again(session, outside.from, static_cast<std::uint32_t>(outside.device), {outside.id, group});
    }
    session.dispatch(unread_in_group(element, why.reason, asks));
  }

  static void takes_clear_in_group(Session& session, xml::Element element, const std::string& sender) {
    const KnownAccount* known = session.keyring()->find(sender);
    const bool is_own = sender == session.keyring()->account();
    const auto kind = stanza::kind_of(element);
    if (known == nullptr || !known->has_keys() || is_own || !kind) return session.dispatch(element);
    const bool is_change = kind->type == MessageKind::Edit || kind->type == MessageKind::Revoke || kind->type == MessageKind::Reaction;
    if (is_change) return session.dispatch(unread_in_group(element, "in-the-clear", false));
    Opening{Privacy::Unexpected}.put(element);
    session.dispatch(element, Privacy::Unexpected);
  }

  void open_held_groups(Session& session, const std::string& account) {
    for (auto& [group, waiting] : held_groups_) {
      while (!waiting.empty()) {
        const auto from = jid::Jid::parse(waiting.front().attribute("from"));
        const std::string sender = from->resource() + '@' + session.config().domain;
        settling_ = sender == account;
        const bool is_read = reads_in_group(session, waiting.front(), *from);
        settling_ = false;
        if (!is_read) {
          if (sender != account) directory_.want_list(session, sender);
          break;
        }
        waiting.pop_front();
      }
    }
    std::erase_if(held_groups_, [](const auto& each) { return each.second.empty(); });
  }

  // Who is in the group now, and was when it was written: nobody else gets it, or the key (GRP-21, ENC-21b).
  void repair_in_group(Session& session, const std::string& from, KnownDevice& device, const sealed_::Retry& retry) {
    const GroupState* state = session.group_state(retry.group);
    if (state == nullptr || !state->has(from)) return;
    const Original* original = repairs_.wanted_in_group(retry.group, from, retry.id);
    if (original == nullptr) return;
    std::vector<xml::Element> said{sealed_::Repair{original->id, original->content, retry.group}.write()};
    if (const auto key = own_sender_key(*session.keyring(), retry.group, from, device)) said.push_back(key->write());
    tell(session, from, device, said);
  }

  void take_repair_in_group(Session& session, const xml::Element& message, const std::string& from, const KnownDevice& device,
                            const std::vector<xml::Element>& content, const sealed_::Repair& repair) {
    const auto asked = asked_in_groups_.find({from, repair.id});
    const bool is_it = asked != asked_in_groups_.end() && bare_of(asked->second.attribute("from")) == repair.group;
    if (!is_it || !repairs_.came(from, repair.id)) return acknowledge_entry(session, message);
    for (const xml::Element& each : content) {
      const auto key = in_group_::SenderKey::parse(each);
      if (key && key->group == repair.group) take_sender_key(*session.keyring(), from, device.id, *key);
    }
    xml::Element again = opened_in_group(asked->second, repair.content);
    asked_in_groups_.erase(asked);
    again.remove_children(stanza::kMessageNs, "kind");
    again.add(kind_in(repair.content).write());
    again.remove_children(stanza::kStanzaIdNs, "stanza-id");
    for (const xml::Element* child : message.children()) {
      if (child->ns() == stanza::kStanzaIdNs) again.add(*child);
    }
    if (auto order = stanza::groups::Order::of(again)) {
      again.remove_children(stanza::groups::kNs, "order");
      order->repaired = true;
      again.add(order->write());
    }
    session.dispatch(again, Privacy::Encrypted);
  }

  /// Encrypted, and encryption is off: lost, which somebody should know.
  static bool is_locked(Session& session, const xml::Element& element) {
    const bool has_body = element.find_child(xml::ns::kClient, "body") != nullptr;
    if (has_body || element.find_child(sealed_::kNs, "encrypted") == nullptr || element.attribute("type") == "error") return false;
    take_notice(session, element,
                Unreadable{bare_of(element.attribute("from")), std::string(element.attribute("id")), "encryption-is-off"});
    return true;
  }

  void begin(Session& session) {
    own_.end();
    if (!session.config().encrypt) return;
    std::optional<Keyring>& keyring = session.keyring();
    if (!keyring || keyring->account() != session.credentials().jid) {
      keyring.emplace(Keyring::create(session.credentials().jid, session.random(), session.now().wall));
    }
    own_.begin(session);
  }

  // A list with another device in it than before brings a session with that.
  void own_is_known(Session& session) {
    const std::string& account = session.keyring()->account();
    if (directory_.state(account) != Directory::State::Unknown) directory_.want_list(session, account);
    deliver_waiting(session);
  }

  // Our other devices come to know what we write; where there are none, or the server shows none that are good, it is not for them.
  bool is_own_ready(Session& session) {
    const std::string& account = session.keyring()->account();
    KnownAccount* known = session.keyring()->find(account);
    const bool is_companion = !session.credentials().device.empty();
    if (is_companion && (known == nullptr || known->find(session.keyring()->device()) == nullptr))
      return false;  // the phone lists us first
    if (known == nullptr || known->devices.size() < 2) return true;
    const Directory::State before = directory_.state(account);
    if (before == Directory::State::Unknown || before == Directory::State::Listed) directory_.want_sessions(session, account);
    const Directory::State state = directory_.state(account);
    return state == Directory::State::Ready || state == Directory::State::NoKeys || state == Directory::State::Refused;
  }

  Sealing in_the_clear(Session& session, const std::string& to) {
    const KnownAccount* known = session.keyring()->find(to);
    if (known != nullptr && known->clear_allowed) return Sealing::NotNeeded;
    if (clear_asked_.insert(to).second) session.emit(ClearAsked{to});
    return Sealing::Waits;
  }

  void allow_clear(Session& session, const std::string& jid) {
    KnownAccount* known = session.keyring() ? session.keyring()->place(jid) : nullptr;
    if (known == nullptr) return session.emit(Failed{"allow-clear", "item-not-found", "encryption is not on", {}, {}});
    known->clear_allowed = true;
    session.keyring()->touch();
    session.emit(Done{"allow-clear"});
    deliver_waiting(session);
  }

  // A side has its devices' keys, ours at least our own.
  void tell_keys(Session& session, const std::string& jid) {
    KnownAccount* known = session.keyring() ? session.keyring()->find(jid) : nullptr;
    if (known == nullptr || !known->has_keys()) {
      return session.emit(Failed{"keys", "no-keys", "no keys of this account are known", {}, {}});
    }
    e2e::FingerprintParty theirs{jid, {}};
    AccountKeys keys{jid, {}, {}, {}};
    for (const KnownDevice& device : known->devices) {
      theirs.identity_keys.push_back(device.identity);
      keys.devices.push_back(device.id);
    }
    e2e::FingerprintParty ours{session.keyring()->account(), {session.keyring()->own().identity().public_key}};
    if (const KnownAccount* own = session.keyring()->find(ours.account); own != nullptr && own->has_keys()) {
      ours.identity_keys.clear();
      for (const KnownDevice& device : own->devices) ours.identity_keys.push_back(device.identity);
    }
    const e2e::Fingerprint fingerprint = e2e::Fingerprint::of(ours, theirs);
    keys.digits = fingerprint.digits;
    keys.qr = fingerprint.qr;
    session.emit(std::move(keys));
  }

  void write(Session& session, Outgoing& outgoing, const std::string& to) {
    const std::vector<xml::Element> contents = contents_of(outgoing);
    const Kind kind = kind_in(contents);
    const std::vector<xml::Element> inside = inside_of(contents);
    const e2e::Envelope envelope{binding(session, to, outgoing.message.id, kind.type), inside};
    std::vector<xml::Element> kept{kind.write()};
    kept.insert(kept.end(), inside.begin(), inside.end());
    repairs_.sent({to, outgoing.message.id, std::move(kept)});
    std::vector<SealedFor> readers{readers_of(session, to)};
    if (to != session.keyring()->account()) readers.push_back(readers_of(session, session.keyring()->account()));
    std::erase_if(readers, [](const SealedFor& reader) { return reader.devices.empty(); });
    xml::Element message = frame_of(outgoing);
    message.add(kind.write());
    if (std::ranges::any_of(contents, is_wish)) message.add(stanza::receipts::request());
    message.add(client::seal(*session.keyring(), readers, envelope, session.random()).write());
    outgoing.sealed = std::move(message);
  }

  static SealedFor readers_of(Session& session, const std::string& account) {
    SealedFor readers{account, {}};
    KnownAccount* known = session.keyring()->find(account);
    if (known == nullptr) return readers;
    for (KnownDevice& device : known->devices) {
      const bool is_self = account == session.keyring()->account() && device.id == session.keyring()->device();
      if (!is_self && device.sessions.can_encrypt()) readers.devices.push_back(&device);
    }
    return readers;
  }

  /// To one device, in a message of kind control that nobody is told of.
  static void tell(Session& session, const std::string& account, KnownDevice& device, const std::vector<xml::Element>& said) {
    if (session.outbox().is_full() || !device.sessions.can_encrypt()) return;
    Outgoing outgoing{{account, {}, session.random().token(kIdOctets)}, {}, "chat", {}, Told::Nobody};
    const SealedFor reader{account, {&device}};
    xml::Element message = frame_of(outgoing);
    message.add(Kind{MessageKind::Control, {}}.write());
    if (!said.empty()) {
      const e2e::Envelope envelope{binding(session, account, outgoing.message.id, MessageKind::Control), said};
      message.add(client::seal(*session.keyring(), {reader}, envelope, session.random()).write());
    } else {
      message.add(seal_nothing(*session.keyring(), reader, session.random()).write());
    }
    outgoing.sealed = std::move(message);
    deliver(session, std::move(outgoing));
  }

  /// The server's own words: prekeys that run out, and a list that was changed.
  bool takes_notice(Session& session, const xml::Element& element) {
    const xml::Element* low = element.find_child(keys_::kNs, "low");
    const auto from = jid::Jid::parse(element.attribute("from"));
    if (low != nullptr && from && from->text() == session.config().domain) {
      const auto told = keys_::Low::parse(*low);
      if (told && told->device == session.keyring()->device()) own_.low(session, told->prekeys);
      acknowledge_entry(session, element);
      return true;
    }
    if (from && takes_companion(session, element, *from)) return true;
    if (!from || !from->is_bare()) return false;
    // Whoever registered the number has keys of his own: better known before the next message than with it.
    const KnownAccount* known = session.keyring()->find(from->text());
    if (element.find_child(stanza::identity::kNs, "changed") && known != nullptr) directory_.want_list(session, from->text());
    const xml::Element* devices = element.find_child(list_::kNs, "devices");
    if (devices == nullptr) return false;
    const auto list = list_::Devices::parse(*devices);
    acknowledge_entry(session, element);
    if (!list) return true;
    from->text() == session.keyring()->account() ? own_.pushed(session, *list) : directory_.pushed(session, from->text(), *list);
    return true;
  }

  /// Of our own account: a companion's keys, or that one is gone, which the devices' feature tells the user.
  bool takes_companion(Session& session, const xml::Element& element, const jid::Jid& from) {
    if (from.bare().text() != session.keyring()->account()) return false;
    const xml::Element* child = element.find_child("urn:cxmpp:e2e:1", "device");
    const auto introduction = child != nullptr ? sealed_::Introduction::parse(*child) : std::nullopt;
    if (introduction) {
      own_.introduced(session, *introduction);
      acknowledge_entry(session, element);
      return true;
    }
    const xml::Element* word = element.find_child(stanza::devices::kNs, "changed");
    const auto changed = word != nullptr ? stanza::devices::Changed::parse(*word) : std::nullopt;
    const bool is_gone = changed && changed->what == stanza::devices::What::Unlinked;
    if (is_gone && session.keyring()->companions().erase(changed->device) > 0) session.keyring()->touch();
    return false;
  }

  /// `whole` came; `message` is it, or the original of which it is a copy.
  bool opens_message(Session& session, const xml::Element& whole, const xml::Element& message) {
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
      directory_.want_list(session, from);
    }
    return true;
  }

  // MSG-18 in the clear of what came encrypted would let a server rewrite it.
  static bool takes_clear(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from) {
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

  void hold(const std::string& from, const xml::Element& whole) {
    if (held_.size() >= kHeldAccounts && held_.count(from) == 0) return;
    std::deque<xml::Element>& waiting = held_[from];
    if (waiting.size() < kHeldOfOne) waiting.push_back(whole);
  }

  /// False if the sender's list is needed first, and may bring more than is known.
  bool read(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
            const sealed_::Encrypted& encrypted, MessageKind kind) {
    KnownAccount* known = session.keyring()->find(from);
    KnownDevice* device = known != nullptr ? known->find(encrypted.device) : nullptr;
    if (directory_.state(from) == Directory::State::AwaitsTrust) return false;
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
    auto result = open(*session.keyring(), *device, encrypted, outside);
    if (!result) {
      cannot_read(session, whole, message, from, result.error(), device);
      return true;
    }
    if (result->wants_answer) tell(session, from, *device, {});
    hand_on(session, whole, message, from, *device, result->content);
    return true;
  }

  void hand_on(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from, KnownDevice& device,
               const std::vector<xml::Element>& content) {
    if (content.empty()) return acknowledge_entry(session, whole);
    if (const auto retry = sealed_::Retry::parse(content.front())) {
      acknowledge_entry(session, whole);
      if (!retry->group.empty()) return repair_in_group(session, from, device, *retry);
      const Original* original = repairs_.wanted(from, session.keyring()->account(), retry->id);
      if (original != nullptr) tell(session, from, device, {sealed_::Repair{original->id, original->content}.write()});
      return;
    }
    if (const auto repair = sealed_::Repair::parse(content.front())) {
      if (repair->group.empty()) return take_repair(session, whole, message, from, *repair);
      if (&whole != &message) return acknowledge_entry(session, whole);
      return take_repair_in_group(session, whole, from, device, content, *repair);
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

  // Only what we asked for: otherwise anybody could say something under an id that is another message's.
  void take_repair(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from,
                   const sealed_::Repair& repair) {
    if (&whole != &message || !repairs_.came(from, repair.id)) return acknowledge_entry(session, whole);
    xml::Element again = opened(message, repair.content);
    again.remove_children(stanza::kMessageNs, "kind");
    again.add(kind_in(repair.content).write());
    again.set_attribute("id", repair.id);
    session.dispatch(again, Privacy::Encrypted);
  }

  void cannot_read(Session& session, const xml::Element& whole, const xml::Element& message, const std::string& from, const Unread& why,
                   KnownDevice* device = nullptr) {
    // ENC-13: a second copy of what was read is no message of its own.
    if (why.reason == e2e::name_of(e2e::Fault::Replayed) && &whole == &message && take_duplicate(session, whole)) return;
    const std::string id(message.attribute("id"));
    const bool asks = why.is_lost && device != nullptr && !id.empty() && repairs_.ask(from, id);
    if (asks) ask_again(session, from, device->id, {id});
    const auto kind = stanza::kind_of(message);
    if (kind && kind->type == MessageKind::Control) return acknowledge_entry(session, whole);  // nothing to show was lost
    take_notice(session, whole, Unreadable{from, id, why.reason, asks});
  }

  // By a new session: the old one may be what is broken. The question travels inside it, so that nobody else can ask (ENC-22).
  void ask_again(Session& session, const std::string& from, std::uint32_t device, const sealed_::Retry& retry) {
    directory_.renew(session, from, device, [from, device, retry](Session& s, bool begun) {
      KnownAccount* known = s.keyring()->find(from);
      KnownDevice* found = known != nullptr ? known->find(device) : nullptr;
      if (begun && found != nullptr) tell(s, from, *found, {retry.write()});
    });
  }

  void settled(Session& session, const std::string& account) {
    const Directory::State state = directory_.state(account);
    if (state == Directory::State::AwaitsTrust) return;
    open_held(session, account);
    open_held_groups(session, account);
    if (state == Directory::State::Refused) fail_waiting(session, account);
    if (state != Directory::State::Listed) deliver_waiting(session);
  }

  void open_held(Session& session, const std::string& account) {
    const auto found = held_.find(account);
    if (found == held_.end()) return;
    const std::deque<xml::Element> waiting = std::move(found->second);
    held_.erase(found);
    settling_ = true;
    for (const xml::Element& element : waiting) (void)opens(session, element);
    settling_ = false;
  }

  void fail_waiting(Session& session, const std::string& account) {
    if (account == session.keyring()->account()) return;
    std::vector<std::string> ids;
    for (const Outgoing& outgoing : session.outbox().messages()) {
      if (outgoing.waits && bare_of(outgoing.message.to) == account) ids.push_back(outgoing.message.id);
    }
    for (const std::string& id : ids) {
      (void)session.outbox().take(id);
      session.emit(Failed{"send", directory_.condition(account), "its keys are not to be had", {}, id});
    }
  }

  OwnDevice own_{[this](Session& session) { own_is_known(session); }};
  Directory directory_{[this](Session& session, const std::string& account) { settled(session, account); }};
  Repairs repairs_;
  std::map<std::string, std::deque<xml::Element>> held_;                         // by sender, until his list is there
  std::map<std::string, std::deque<xml::Element>> held_groups_;                  // by group: in its order
  std::map<std::pair<std::string, std::string>, xml::Element> asked_in_groups_;  // by sender and id: its place; Repairs bounds them
  std::set<std::string> clear_asked_;
  std::size_t companions_ = 0;
  bool settling_ = false;  // what is read now waited for a list, which is the best that there is
};

}  // namespace

std::unique_ptr<Feature> encryption() { return std::make_unique<Encryption>(); }

}  // namespace assay::client::features
