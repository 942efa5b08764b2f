#include "reference/client/sealing.hpp"

#include <optional>
#include <utility>

#include "reference/base/assert.hpp"
#include "reference/client/read_before.hpp"
#include "reference/e2e/payload.hpp"

namespace assay::client {
namespace {

using stanza::encrypted::Encrypted;
using stanza::encrypted::Key;
using stanza::encrypted::Keys;

Keys keys_for(const SealedFor& reader, ByteView key_material, RandomSource& random) {
  Keys keys{reader.account, {}};
  for (KnownDevice* device : reader.devices) {
    e2e::KeyMessage message = device->sessions.encrypt(key_material, random);
    keys.keys.push_back({device->id, message.key_exchange, std::move(message.octets)});
  }
  return keys;
}

Unread lost(e2e::Fault fault) {
  const bool is_lost = fault != e2e::Fault::Replayed && fault != e2e::Fault::IdentityChanged;
  return {std::string(e2e::name_of(fault)), is_lost};
}

/// What the session would be without the message, and our keys if the message may use one up.
struct Before {
  crypto::Secret sessions;
  std::optional<crypto::Secret> own;
};

void restore(Keyring& keyring, KnownDevice& device, const Before& before) {
  auto sessions = e2e::DeviceSessions::parse(before.sessions.reveal());
  ASSAY_ASSERT(sessions);
  device.sessions = std::move(*sessions);
  if (!before.own) return;
  auto own = e2e::OwnKeys::parse(before.own->reveal());
  ASSAY_ASSERT(own);
  keyring.own() = std::move(*own);
}

// The list says by which key a device begins a session.
bool is_by_another(const KnownDevice& device, const Key& key) {
  if (!key.key_exchange) return false;
  const auto exchange = e2e::KeyExchange::parse(key.octets);
  return exchange && exchange->header.identity_key != device.identity;
}

Result<std::vector<xml::Element>, Unread> content_of(const Encrypted& message, const crypto::Secret& key_material,
                                                     const e2e::Binding& outside) {
  if (!message.payload) return std::vector<xml::Element>();
  const auto plaintext = e2e::open_payload(*message.payload, key_material);
  if (!plaintext) return fail(lost(plaintext.error()));
  auto envelope = e2e::Envelope::parse(plaintext->reveal());
  if (!envelope) return fail(Unread{std::string(e2e::name_of(envelope.error())), false});
  if (const auto differs = e2e::mismatch(envelope->binding, outside)) {
    return fail(Unread{"mismatch-" + std::string(e2e::name_of(*differs)), false});
  }
  return std::move(envelope->content);
}

}  // namespace

Encrypted seal(Keyring& keyring, const std::vector<SealedFor>& readers, const e2e::Envelope& envelope, RandomSource& random) {
  const e2e::SealedPayload sealed = e2e::seal_payload(envelope.write(random), random);
  Encrypted encrypted{keyring.device(), {}, sealed.ciphertext};
  for (const SealedFor& reader : readers) encrypted.keys.push_back(keys_for(reader, sealed.key_material.reveal(), random));
  keyring.touch();
  return encrypted;
}

Encrypted seal_nothing(Keyring& keyring, const SealedFor& reader, RandomSource& random) {
  keyring.touch();
  return {keyring.device(), {keys_for(reader, e2e::empty_key_material(), random)}, {}};
}

Result<Opened, Unread> open(Keyring& keyring, KnownDevice& device, const Encrypted& message, const e2e::Binding& outside,
                            const std::string& entry) {
  const Key* key = message.find(keyring.account(), keyring.device());
  if (key == nullptr) return fail(Unread{std::string(kNotForUs), true});
  if (is_by_another(device, *key)) return fail(Unread{"other-identity", false});
  ReadBefore before(keyring, entry, {key->octets, message.payload.value_or("")}, outside);
  if (auto known = before.answer())
    return known->has_value() ? Result<Opened, Unread>(Opened{std::move(**known), false}) : fail(known->error());
  Before state{device.sessions.write(), {}};
  if (key->key_exchange) state.own = keyring.own().write();
  auto decrypted = device.sessions.decrypt(keyring.own(), {key->key_exchange, key->octets});
  if (!decrypted) return fail(lost(decrypted.error()));
  auto content = content_of(message, decrypted->plaintext, outside);
  if (!content) {
    restore(keyring, device, state);
    return fail(std::move(content.error()));
  }
  before.keep(*content);
  keyring.touch();
  return Opened{std::move(*content), decrypted->begun || decrypted->heartbeat, decrypted->last_resort};
}

}  // namespace assay::client
