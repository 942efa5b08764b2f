#include "reference/client/group_encryption.hpp"

#include <algorithm>
#include <utility>

#include "reference/client/between_devices.hpp"
#include "reference/client/group_sealing.hpp"
#include "reference/client/incoming.hpp"
#include "reference/client/outgoing.hpp"
#include "reference/client/sealed_message.hpp"
#include "reference/stanza/delay.hpp"
#include "reference/stanza/group_message.hpp"
#include "reference/stanza/group_sealed.hpp"
#include "reference/stanza/kind.hpp"
#include "reference/stanza/stanza_id.hpp"

namespace assay::client {
namespace {

namespace encrypted_ = stanza::encrypted;
namespace in_group_ = stanza::group_sealed;
using stanza::MessageKind;

/// Messages of one group that wait for somebody's list: beyond, they stay in the mailbox.
constexpr std::size_t kHeldInGroup = 100;

bool is_group(const Session& session, const std::optional<jid::Jid>& address) {
  return address && !address->local().empty() && address->domain() == "groups." + session.config().domain;
}

// The key stands beside the first message that it reads, for the devices that lack it. A fault shows in the message.
void take_key_with(Session& session, OwnDevice& own, const xml::Element& element, KnownDevice& device, e2e::Binding outside) {
  const xml::Element* child = element.find_child(encrypted_::kNs, "encrypted");
  const auto encrypted = child != nullptr ? encrypted_::Encrypted::parse(*child) : std::nullopt;
  if (!encrypted || encrypted->device != device.id || encrypted->find(session.keyring()->account(), session.keyring()->device()) == nullptr)
    return;
  outside.group_version.reset();
  const auto result = open(*session.keyring(), device, *encrypted, outside);
  if (!result) return;
  if (result->last_resort) own.last_resort_used(session, outside.from, device.id);
  if (result->wants_answer) tell_device(session, outside.from, device, {});
  for (const xml::Element& each : result->content) {
    const auto key = in_group_::SenderKey::parse(each);
    if (key && key->group == outside.to) take_sender_key(*session.keyring(), outside.from, device.id, *key);
  }
}

// A control message in which nothing is but keys.
std::optional<encrypted_::Encrypted> keys_ahead(const xml::Element& element) {
  const auto kind = stanza::kind_of(element);
  if (!kind || kind->type != MessageKind::Control || in_group_::Sealed::of(element)) return std::nullopt;
  const xml::Element* child = element.find_child(encrypted_::kNs, "encrypted");
  return child != nullptr ? encrypted_::Encrypted::parse(*child) : std::nullopt;
}

void takes_clear_in_group(Session& session, xml::Element element, const std::string& sender) {
  const KnownAccount* known = session.keyring()->find(sender);
  const bool is_own = sender == session.keyring()->account();
  const auto kind = stanza::kind_of(element);
  if (known == nullptr || !known->has_keys() || is_own || !kind) return session.dispatch(element);
  const bool is_change = kind->type == MessageKind::Edit || kind->type == MessageKind::Revoke || kind->type == MessageKind::Reaction;
  if (is_change) return session.dispatch(unread_in_group(element, "in-the-clear", false));
  Opening{Privacy::Unexpected}.put(element);
  session.dispatch(element, Privacy::Unexpected);
}

}  // namespace

// --- outwards -----------------------------------------------------------------------------------------------------------------------

Sealing GroupEncryption::seal(Session& session, Outgoing& outgoing) {
  const std::string group = bare_of(outgoing.message.to);
  if (!is_group(session, jid::Jid::parse(group))) return Sealing::NotNeeded;
  const bool has_service = readers_.own().service() == OwnDevice::Service::Present;
  const GroupKeys* keys = session.keyring()->find_group(group);
  const bool is_keyed = keys != nullptr && keys->has_keys();
  if (readers_.own().service() == OwnDevice::Service::Absent && !is_keyed) return Sealing::NotNeeded;
  const GroupState* state = session.group_state(group);
  if (!has_service || state == nullptr || rolls_.waits(group)) return Sealing::Waits;
  const bool is_alone = state->members().size() == 1 && state->has(session.keyring()->account());
  if (!is_alone && (keys == nullptr || !keys->roll)) return without_roll(session, outgoing, *state);
  Directory& directory = readers_.directory();
  bool all_known = readers_.is_own_ready(session);
  bool all_have_keys = true;
  std::vector<SealedFor> readers{Readers::devices_of(session, session.keyring()->account())};
  for (const auto& [jid, member] : state->members()) {
    if (jid == session.keyring()->account() || !is_vouched(keys, jid)) continue;  // GRP-19b
    const Directory::State before = directory.state(jid);
    // Asking: for the list alone, as to judge a roll.
    const bool is_open = before == Directory::State::Unknown || before == Directory::State::Asking || before == Directory::State::Listed;
    if (is_open) directory.want_sessions(session, jid);
    const Directory::State now = directory.state(jid);
    all_have_keys = all_have_keys && now != Directory::State::NoKeys;
    // Whose keys are not to be had gets nothing that he could read; the others are not kept from talking.
    const bool is_settled = now == Directory::State::Ready || now == Directory::State::NoKeys || now == Directory::State::Refused;
    all_known = all_known && is_settled;
    if (now == Directory::State::Ready) readers.push_back(Readers::devices_of(session, jid));
  }
  if (!all_known) return Sealing::Waits;
  if (!all_have_keys) return is_sealed_only(outgoing) ? Sealing::NotNeeded : readers_.in_the_clear(session, group);
  std::erase_if(readers, [](const SealedFor& reader) { return reader.devices.empty(); });
  return write(session, outgoing, *state, readers) ? Sealing::Sealed : Sealing::Waits;
}

// Nobody has said who should be in it. Where somebody has no keys, whoever made it does not encrypt; else the user is to agree to those
// who are there (GRP-19d).
Sealing GroupEncryption::without_roll(Session& session, const Outgoing& outgoing, const GroupState& state) {
  const std::string group = bare_of(outgoing.message.to);
  rolls_.want(group);
  if (!rolls_.has_asked(group)) return Sealing::Waits;
  for (const auto& [jid, member] : state.members()) {
    if (jid == session.keyring()->account()) continue;
    if (readers_.directory().state(jid) == Directory::State::Unknown) readers_.directory().want_list(session, jid);
    if (readers_.directory().state(jid) == Directory::State::NoKeys) {
      return is_sealed_only(outgoing) ? Sealing::NotNeeded : readers_.in_the_clear(session, group);
    }
  }
  return Sealing::Waits;
}

bool GroupEncryption::turn_ends(Session& session) {
  return readers_.own().service() == OwnDevice::Service::Present && rolls_.turn_ends(session);
}

bool GroupEncryption::write(Session& session, Outgoing& outgoing, const GroupState& state, const std::vector<SealedFor>& readers) {
  const std::string& group = outgoing.message.to;
  const std::vector<xml::Element> contents = contents_of(outgoing);
  const stanza::Kind kind = kind_in(contents);
  const std::vector<xml::Element> inside = inside_of(contents);
  send_keys_ahead(session, outgoing, state, readers);
  e2e::Envelope envelope{binding_of(session, group, outgoing.message.id, kind.type), inside};
  envelope.binding.group_version = state.version();
  const auto sealed = client::seal_in_group(*session.keyring(), readers, envelope, session.random());
  if (!sealed) return false;
  Original original{group, outgoing.message.id, {kind.write()}, {session.keyring()->account()}};
  original.content.insert(original.content.end(), inside.begin(), inside.end());
  for (const auto& [jid, member] : state.members()) {
    if (is_vouched(session.keyring()->find_group(group), jid)) original.readers.insert(jid);
  }
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

// Who may only react where others are announcing may not write what is no reaction.
void GroupEncryption::send_keys_ahead(Session& session, Outgoing& outgoing, const GroupState& state, const std::vector<SealedFor>& readers) {
  const std::string& group = outgoing.message.to;
  const auto self = state.members().find(session.keyring()->account());
  if (state.settings().is(stanza::groups::Setting::Announce) && self != state.members().end() && self->second.role == stanza::groups::Role::Member)
    return;
  while (true) {
    Outgoing control{{group, {}, session.random().token(kIdOctets)}, {}, outgoing.type};
    e2e::Binding binding = binding_of(session, group, control.message.id, MessageKind::Control);
    binding.group_version = state.version();
    const auto key = seal_key_ahead(*session.keyring(), readers, binding, session.random());
    if (!key) return;
    xml::Element message = frame_of(control);
    outgoing.ahead.push_back(message.add(stanza::Kind{MessageKind::Control, {}}.write()).add(key->write()));
  }
}

void GroupEncryption::refused(Session& session, const xml::Element& error) {
  GroupKeys* keys = session.keyring()->find_group(bare_of(error.attribute("from")));
  if (keys == nullptr || !keys->own) return;
  keys->own.reset();
  keys->holders.clear();
  session.keyring()->touch();
}

// --- inwards ------------------------------------------------------------------------------------------------------------------------

bool GroupEncryption::passes_by(Session& session, xml::Element element) {
  if (!is_group(session, jid::Jid::parse(element.attribute("from")))) return false;
  Opening::strip(element);
  const bool is_sealed = in_group_::Sealed::of(element).has_value();
  session.dispatch(is_sealed ? unread_in_group(element, "encryption-is-off", false) : element);
  return true;
}

bool GroupEncryption::opens(Session& session, xml::Element element) {
  const auto from = jid::Jid::parse(element.attribute("from"));
  if (!is_group(session, from)) return false;
  Opening::strip(element);
  const std::string group = from->bare().text();
  const auto held = held_.find(group);
  const bool waits = held != held_.end() && !held->second.empty();
  if (!waits && reads(session, element, *from)) return true;
  std::deque<xml::Element>& waiting = held_[group];
  if (waiting.size() >= kHeldInGroup) return true;  // it stays in the mailbox
  waiting.push_back(element);
  if (!waits) readers_.directory().want_list(session, from->resource() + '@' + session.config().domain);
  return true;
}

/// False if its sender's list is needed first.
bool GroupEncryption::reads(Session& session, const xml::Element& element, const jid::Jid& from) {
  const std::string group = from.bare().text();
  if (from.resource().empty()) {
    session.dispatch(element);
    if (readers_.own().service() != OwnDevice::Service::Absent) rolls_.came(session, group, element);
    return true;
  }
  const std::string sender = from.resource() + '@' + session.config().domain;
  const std::optional<encrypted_::Encrypted> ahead = keys_ahead(element);
  if (!ahead && element.find_child("urn:cxmpp:e2e:1", "sealed") == nullptr) return takes_clear_in_group(session, element, sender), true;
  const auto sealed = in_group_::Sealed::of(element);
  const auto kind = stanza::kind_of(element);
  const auto order = stanza::groups::Order::of(element);
  if ((!sealed && !ahead) || !kind || !order) return session.dispatch(unread_in_group(element, "malformed", false)), true;
  const bool is_own = sender == session.keyring()->account();
  const std::uint32_t number = ahead ? ahead->device : sealed->device;
  if (is_own && number == session.keyring()->device()) return session.dispatch(place_of(element)), true;
  KnownAccount* known = session.keyring()->find(sender);
  KnownDevice* device = known != nullptr ? known->find(number) : nullptr;
  if (readers_.directory().state(sender) == Directory::State::AwaitsTrust || (device == nullptr && !settling_)) return false;
  if (ahead && device == nullptr) return session.dispatch(place_of(element)), true;
  if (device == nullptr) return session.dispatch(unread_in_group(element, "unlisted-device", false)), true;
  const auto delay = stanza::Delay::of(element);
  const bool is_delayed = delay && delay->from == session.config().domain;
  const e2e::Binding outside{sender,
                             group,
                             is_delayed ? delay->stamp : session.server_time(),
                             e2e::DeviceId{number},
                             std::string(element.attribute("id")),
                             std::string(stanza::name_of(kind->type)),
                             group,
                             order->version};
  take_key_with(session, readers_.own(), element, *device, outside);
  if (ahead) return session.dispatch(place_of(element)), true;
  const auto content = client::open_in_group(*session.keyring(), *sealed, outside, entry_of(session, element));
  if (content) {
    session.dispatch(opened_in_group(element, *content), Privacy::Encrypted);
  } else if (content.error().reason == kTaken) {
    session.dispatch(place_of(element));
  } else {
    cannot_read(session, element, outside, content.error());
  }
  return true;
}

void GroupEncryption::open_held(Session& session, const std::string& account) {
  rolls_.settled(session, account);
  for (auto& [group, waiting] : held_) {
    while (!waiting.empty()) {
      const auto from = jid::Jid::parse(waiting.front().attribute("from"));
      const std::string sender = from->resource() + '@' + session.config().domain;
      settling_ = sender == account;
      const bool is_read = reads(session, waiting.front(), *from);
      settling_ = false;
      if (!is_read) {
        if (sender != account) readers_.directory().want_list(session, sender);
        break;
      }
      waiting.pop_front();
    }
  }
  std::erase_if(held_, [](const auto& each) { return each.second.empty(); });
}

// --- what could not be read ---------------------------------------------------------------------------------------------------------

void GroupEncryption::cannot_read(Session& session, const xml::Element& element, const e2e::Binding& outside, const Unread& why) {
  const GroupState* state = session.group_state(outside.conversation);
  const bool is_member = state == nullptr || state->has(outside.from);
  const bool asks = why.is_lost && is_member && !outside.id.empty() && repairs_.ask(outside.from, outside.id);
  if (asks) {
    asked_.insert_or_assign({outside.from, outside.id}, place_of(element));
    ask_again(session, readers_.directory(), outside.from, static_cast<std::uint32_t>(outside.device), {outside.id, outside.conversation});
  }
  session.dispatch(unread_in_group(element, why.reason, asks));
}

// Who is in the group now, by its roll too, and was when it was written: nobody else gets it, or the key (GRP-19b, GRP-21, ENC-21b).
void GroupEncryption::repair(Session& session, const std::string& from, KnownDevice& device, const encrypted_::Retry& retry) {
  const GroupState* state = session.group_state(retry.group);
  if (state == nullptr || !state->has(from) || !is_vouched(session.keyring()->find_group(retry.group), from)) return;
  const Original* original = repairs_.wanted_in_group(retry.group, from, retry.id);
  if (original == nullptr) return;
  std::vector<xml::Element> said{encrypted_::Repair{original->id, original->content, retry.group}.write()};
  if (const auto key = own_sender_key(*session.keyring(), retry.group, from, device)) said.push_back(key->write());
  tell_device(session, from, device, said);
}

void GroupEncryption::take_repair(Session& session, const xml::Element& message, const std::string& from, const KnownDevice& device,
                                  const std::vector<xml::Element>& content, const encrypted_::Repair& repair) {
  const auto asked = asked_.find({from, repair.id});
  const bool is_it = asked != asked_.end() && bare_of(asked->second.attribute("from")) == repair.group;
  if (!is_it || !repairs_.came(from, repair.id)) return acknowledge_entry(session, message);
  for (const xml::Element& each : content) {
    const auto key = in_group_::SenderKey::parse(each);
    if (key && key->group == repair.group) take_sender_key(*session.keyring(), from, device.id, *key);
  }
  xml::Element again = opened_in_group(asked->second, repair.content);
  asked_.erase(asked);
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

}  // namespace assay::client
