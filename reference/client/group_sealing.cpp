#include "reference/client/group_sealing.hpp"

#include <algorithm>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/client/read_before.hpp"

namespace assay::client {
namespace {

using stanza::encrypted::Encrypted;
using stanza::group_sealed::SenderKey;

constexpr const char* kOpeningNs = "assay:opening";

KeyHolder holder_of(const std::string& account, const KnownDevice& device) { return {account, device.id, device.identity}; }

std::set<KeyHolder> holders_of(const std::vector<SealedFor>& readers) {
  std::set<KeyHolder> holders;
  for (const SealedFor& reader : readers) {
    for (const KnownDevice* device : reader.devices) holders.insert(holder_of(reader.account, *device));
  }
  return holders;
}

std::vector<SealedFor> lacking(const GroupKeys& keys, const std::vector<SealedFor>& readers) {
  std::vector<SealedFor> lacking;
  std::size_t count = 0;
  for (const SealedFor& reader : readers) {
    SealedFor without{reader.account, {}};
    for (KnownDevice* device : reader.devices) {
      const bool is_new = keys.holders.count(holder_of(reader.account, *device)) == 0;
      if (is_new && count < kKeysWithOneMessage) without.devices.push_back(device), ++count;
    }
    if (!without.devices.empty()) lacking.push_back(std::move(without));
  }
  return lacking;
}

std::size_t count_lacking(const GroupKeys& keys, const std::vector<SealedFor>& readers) {
  std::size_t count = 0;
  for (const KeyHolder& holder : holders_of(readers)) count += keys.holders.count(holder) == 0 ? 1 : 0;
  return count;
}

SenderKey told(const e2e::OwnSenderKey& own) { return {own.scope().group, own.scope().version, Bytes(own.distribution().reveal())}; }

// With a sender key that may be used: nobody has it who is no reader any more, and it is not too old.
GroupKeys* keys_to_write(Keyring& keyring, const std::vector<SealedFor>& readers, const e2e::Binding& binding, RandomSource& random) {
  GroupKeys* keys = keyring.place_group(binding.conversation);
  if (keys == nullptr) return nullptr;
  const bool somebody_went = !std::ranges::includes(holders_of(readers), keys->holders);
  if (!keys->own || somebody_went || keys->own->rotation_is_due(binding.time)) {
    const e2e::SenderKeyScope scope{binding.conversation, *binding.group_version, binding.device};
    keys->own = e2e::OwnSenderKey::create(scope, random, binding.time);
    keys->holders.clear();
  }
  return keys;
}

Encrypted give(Keyring& keyring, GroupKeys& keys, const std::vector<SealedFor>& without, e2e::Binding binding, RandomSource& random) {
  binding.group_version.reset();
  Encrypted gift = seal(keyring, without, {std::move(binding), {told(*keys.own).write()}}, random);
  keys.holders.merge(holders_of(without));
  return gift;
}

Unread differs(e2e::Mismatch affix) { return {"mismatch-" + std::string(e2e::name_of(affix)), false}; }

// A signature that is wrong is somebody's game, and what was read is read: there is nothing to ask for.
Unread unread(e2e::Fault fault) {
  const bool is_lost = fault == e2e::Fault::NoSession || fault == e2e::Fault::NotAuthentic || fault == e2e::Fault::TooFarAhead;
  return {fault == e2e::Fault::NoSession ? "no-sender-key" : std::string(e2e::name_of(fault)), is_lost};
}

Result<std::vector<xml::Element>, Unread> content_of(const e2e::ReceivedSenderKeys::Decrypted& decrypted, e2e::Binding outside) {
  auto envelope = e2e::Envelope::parse(decrypted.plaintext.reveal());
  if (!envelope) return fail(Unread{std::string(e2e::name_of(envelope.error())), false});
  const auto version = envelope->binding.group_version;
  if (!version || *version > *outside.group_version || *version < decrypted.scope.version) {
    return fail(differs(e2e::Mismatch::GroupVersion));
  }
  outside.group_version = version;
  if (const auto affix = e2e::mismatch(envelope->binding, outside)) return fail(differs(*affix));
  return std::move(envelope->content);
}

}  // namespace

std::optional<SealedInGroup> seal_in_group(Keyring& keyring, const std::vector<SealedFor>& readers, const e2e::Envelope& envelope,
                                           RandomSource& random) {
  GroupKeys* keys = keys_to_write(keyring, readers, envelope.binding, random);
  if (keys == nullptr) return std::nullopt;
  SealedInGroup sealed{{}, {keyring.device(), {}}};
  const std::vector<SealedFor> without = lacking(*keys, readers);
  if (!without.empty()) sealed.key = give(keyring, *keys, without, envelope.binding, random);
  sealed.message.octets = keys->own->encrypt(envelope.write(random), random);
  keyring.touch();
  return sealed;
}

std::optional<Encrypted> seal_key_ahead(Keyring& keyring, const std::vector<SealedFor>& readers, const e2e::Binding& binding,
                                        RandomSource& random) {
  GroupKeys* keys = keys_to_write(keyring, readers, binding, random);
  const bool fits = keys == nullptr || count_lacking(*keys, readers) <= kKeysWithOneMessage;
  return fits ? std::nullopt : std::optional(give(keyring, *keys, lacking(*keys, readers), binding, random));
}

std::optional<SenderKey> own_sender_key(Keyring& keyring, const std::string& group, const std::string& account, const KnownDevice& device) {
  GroupKeys* keys = keyring.find_group(group);
  if (keys == nullptr || !keys->own || keys->holders.size() >= kKeyedDevices) return std::nullopt;
  keys->holders.insert(holder_of(account, device));
  keyring.touch();
  return told(*keys->own);
}

bool take_sender_key(Keyring& keyring, const std::string& account, std::uint32_t device, const SenderKey& key) {
  GroupKeys* keys = keyring.place_group(key.group);
  const std::pair from{account, device};
  if (keys == nullptr || (keys->received.size() >= kKeyedDevices && keys->received.count(from) == 0)) return false;
  const auto added = keys->received[from].add({key.group, key.version, e2e::DeviceId{device}}, key.octets);
  if (keys->received[from].chains() == 0) keys->received.erase(from);
  if (added && *added) keyring.touch();
  return added.has_value();
}

Result<std::vector<xml::Element>, Unread> open_in_group(Keyring& keyring, const stanza::group_sealed::Sealed& message, e2e::Binding outside,
                                                        const std::string& entry) {
  ReadBefore read_before(keyring, entry, {message.octets}, outside);
  if (auto known = read_before.answer()) return std::move(*known);
  GroupKeys* keys = keyring.find_group(outside.conversation);
  const auto received = keys != nullptr ? keys->received.find({outside.from, message.device}) : decltype(keys->received.end()){};
  if (keys == nullptr || received == keys->received.end()) return fail(unread(e2e::Fault::NoSession));
  const crypto::Secret before = received->second.write();
  const auto decrypted = received->second.decrypt(message.octets);
  if (!decrypted) return fail(unread(decrypted.error()));
  auto content = content_of(*decrypted, std::move(outside));
  if (!content) {
    auto restored = e2e::ReceivedSenderKeys::parse(before.reveal());
    ASSAY_ASSERT(restored);
    received->second = std::move(*restored);
    return content;
  }
  read_before.keep(*content);
  keyring.touch();
  return content;
}

void Opening::strip(xml::Element& message) { message.remove_children(kOpeningNs, "opening"); }

void Opening::put(xml::Element& message) const {
  strip(message);
  xml::Element element(kOpeningNs, "opening");
  element.set_attribute("privacy", privacy == Privacy::Clear ? "clear" : privacy == Privacy::Encrypted ? "encrypted" : "unexpected");
  if (!fault.empty()) element.set_attribute("fault", fault);
  if (asked_again) element.set_attribute("asked-again", "true");
  message.add(std::move(element));
}

Opening Opening::of(const xml::Element& message) {
  const xml::Element* element = message.find_child(kOpeningNs, "opening");
  if (element == nullptr) return {};
  const auto privacy = element->attribute("privacy");
  return {privacy == "clear"       ? Privacy::Clear
          : privacy == "encrypted" ? Privacy::Encrypted
                                   : Privacy::Unexpected,
          std::string(element->attribute("fault")), element->has_attribute("asked-again")};
}

}  // namespace assay::client
