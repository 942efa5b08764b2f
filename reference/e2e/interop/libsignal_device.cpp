#include "reference/e2e/interop/libsignal_device.hpp"

#include <cstring>

#include <signal/curve.h>
#include <signal/key_helper.h>
#include <signal/protocol.h>
#include <signal/ratchet.h>
#include <signal/session_builder.h>
#include <signal/session_cipher.h>
#include <signal/session_pre_key.h>

#include "reference/base/assert.hpp"
#include "reference/e2e/interop/libsignal_primitives.hpp"

namespace assay::e2e::interop {
namespace {

constexpr std::uint32_t kSignedPrekey = 1;

using Records = std::map<std::uint32_t, Bytes>;

const signal_protocol_address* peer() {
  static const signal_protocol_address address = {"peer", 4, 1};
  return &address;
}

int load(signal_buffer** record, const Records& from, std::uint32_t id) {
  const auto found = from.find(id);
  if (found == from.end()) return SG_ERR_INVALID_KEY_ID;
  *record = buffer(found->second);
  return SG_SUCCESS;
}

signal_protocol_session_store session_store(std::map<Bytes, Bytes>& sessions) {
  using Sessions = std::map<Bytes, Bytes>;
  signal_protocol_session_store out{};
  out.user_data = &sessions;
  out.load_session_func = [](signal_buffer** record, signal_buffer**, const signal_protocol_address* address, void* user) {
    const auto& known = *static_cast<Sessions*>(user);
    const auto found = known.find(Bytes(address->name, address->name_len));
    if (found == known.end()) return 0;
    *record = buffer(found->second);
    return 1;
  };
  out.store_session_func = [](const signal_protocol_address* address, std::uint8_t* record, std::size_t size, std::uint8_t*, std::size_t,
                              void* user) {
    (*static_cast<Sessions*>(user))[Bytes(address->name, address->name_len)] = Bytes(view(record, size));
    return 0;
  };
  out.contains_session_func = [](const signal_protocol_address* address, void* user) {
    return static_cast<int>(static_cast<Sessions*>(user)->contains(Bytes(address->name, address->name_len)));
  };
  return out;
}

signal_protocol_pre_key_store prekey_store(LibsignalDevice::Stores& stores) {
  using Stores = LibsignalDevice::Stores;
  signal_protocol_pre_key_store out{};
  out.user_data = &stores;
  out.load_pre_key = [](signal_buffer** record, std::uint32_t id, void* user) {
    return load(record, static_cast<Stores*>(user)->prekeys, id);
  };
  out.store_pre_key = [](std::uint32_t id, std::uint8_t* record, std::size_t size, void* user) {
    static_cast<Stores*>(user)->prekeys[id] = Bytes(view(record, size));
    return 0;
  };
  out.contains_pre_key = [](std::uint32_t id, void* user) { return static_cast<int>(static_cast<Stores*>(user)->prekeys.contains(id)); };
  out.remove_pre_key = [](std::uint32_t id, void* user) {
    static_cast<Stores*>(user)->prekeys.erase(id);
    return 0;
  };
  return out;
}

signal_protocol_signed_pre_key_store signed_prekey_store(LibsignalDevice::Stores& stores) {
  using Stores = LibsignalDevice::Stores;
  signal_protocol_signed_pre_key_store out{};
  out.user_data = &stores;
  out.load_signed_pre_key = [](signal_buffer** record, std::uint32_t id, void* user) {
    return load(record, static_cast<Stores*>(user)->signed_prekeys, id);
  };
  out.store_signed_pre_key = [](std::uint32_t id, std::uint8_t* record, std::size_t size, void* user) {
    static_cast<Stores*>(user)->signed_prekeys[id] = Bytes(view(record, size));
    return 0;
  };
  return out;
}

signal_protocol_identity_key_store identity_store(LibsignalDevice::Stores& stores) {
  using Stores = LibsignalDevice::Stores;
  signal_protocol_identity_key_store out{};
  out.user_data = &stores;
  out.get_identity_key_pair = [](signal_buffer** public_half, signal_buffer** private_half, void* user) {
    *public_half = buffer(static_cast<Stores*>(user)->identity_public);
    *private_half = buffer(static_cast<Stores*>(user)->identity_private);
    return 0;
  };
  out.get_local_registration_id = [](void*, std::uint32_t* id) {
    *id = 1;
    return 0;
  };
  out.save_identity = [](const signal_protocol_address*, std::uint8_t*, std::size_t, void*) { return 0; };
  out.is_trusted_identity = [](const signal_protocol_address*, std::uint8_t*, std::size_t, void*) { return 1; };
  return out;
}

ec_public_key* point(ByteView octets_of_key, signal_context* context) {
  ec_public_key* key = nullptr;
  ASSAY_ASSERT(curve_decode_point(&key, octets(octets_of_key), octets_of_key.size(), context) == 0);
  return key;
}

struct CipherFreed {
  void operator()(session_cipher* cipher) const { session_cipher_free(cipher); }
};
std::unique_ptr<session_cipher, CipherFreed> cipher_of(signal_protocol_store_context* stores, signal_context* context) {
  session_cipher* cipher = nullptr;
  ASSAY_ASSERT(session_cipher_create(&cipher, stores, peer(), context) == 0);
  return std::unique_ptr<session_cipher, CipherFreed>(cipher);
}

}  // namespace

void LibsignalDevice::BundleFreed::operator()(session_pre_key_bundle* bundle) const { SIGNAL_UNREF(bundle); }

LibsignalDevice::LibsignalDevice(RandomSource& random) {
  ASSAY_ASSERT(signal_context_create(&context_, nullptr) == 0);
  provide_primitives(context_, random);
  ASSAY_ASSERT(signal_protocol_store_context_create(&context_of_stores_, context_) == 0);
  const auto sessions = session_store(sessions_);
  const auto prekeys = prekey_store(stores_);
  const auto signed_prekeys = signed_prekey_store(stores_);
  const auto identities = identity_store(stores_);
  ASSAY_ASSERT(signal_protocol_store_context_set_session_store(context_of_stores_, &sessions) == 0);
  ASSAY_ASSERT(signal_protocol_store_context_set_pre_key_store(context_of_stores_, &prekeys) == 0);
  ASSAY_ASSERT(signal_protocol_store_context_set_signed_pre_key_store(context_of_stores_, &signed_prekeys) == 0);
  ASSAY_ASSERT(signal_protocol_store_context_set_identity_key_store(context_of_stores_, &identities) == 0);

  ratchet_identity_key_pair* identity = nullptr;
  ASSAY_ASSERT(signal_protocol_key_helper_generate_identity_key_pair(&identity, context_) == 0);
  signal_buffer* out = nullptr;
  ASSAY_ASSERT(ec_public_key_serialize(&out, ratchet_identity_key_pair_get_public(identity)) == 0);
  stores_.identity_public = taken(out);
  ASSAY_ASSERT(ec_private_key_serialize(&out, ratchet_identity_key_pair_get_private(identity)) == 0);
  stores_.identity_private = taken(out);

  session_signed_pre_key* signed_prekey = nullptr;
  ASSAY_ASSERT(signal_protocol_key_helper_generate_signed_pre_key(&signed_prekey, identity, kSignedPrekey, 0, context_) == 0);
  ASSAY_ASSERT(signal_protocol_signed_pre_key_store_key(context_of_stores_, signed_prekey) == 0);
  ASSAY_ASSERT(ec_public_key_serialize(&out, ec_key_pair_get_public(session_signed_pre_key_get_key_pair(signed_prekey))) == 0);
  signed_prekey_public_ = taken(out);
  signed_prekey_signature_ =
      Bytes(view(session_signed_pre_key_get_signature(signed_prekey), session_signed_pre_key_get_signature_len(signed_prekey)));
  SIGNAL_UNREF(signed_prekey);
  SIGNAL_UNREF(identity);
}

LibsignalDevice::~LibsignalDevice() {
  signal_protocol_store_context_destroy(context_of_stores_);
  signal_context_destroy(context_);
}

LibsignalDevice::Bundle LibsignalDevice::bundle() {
  const std::uint32_t id = next_prekey_++;
  ec_key_pair* pair = nullptr;
  ASSAY_ASSERT(curve_generate_key_pair(context_, &pair) == 0);
  session_pre_key* prekey = nullptr;
  ASSAY_ASSERT(session_pre_key_create(&prekey, id, pair) == 0);
  ASSAY_ASSERT(signal_protocol_pre_key_store_key(context_of_stores_, prekey) == 0);

  ec_public_key* signed_prekey = point(signed_prekey_public_, context_);
  ec_public_key* identity = point(stores_.identity_public, context_);
  session_pre_key_bundle* bundle = nullptr;
  ASSAY_ASSERT(session_pre_key_bundle_create(&bundle, 1, 1, id, ec_key_pair_get_public(pair), kSignedPrekey, signed_prekey,
                                             octets(signed_prekey_signature_), signed_prekey_signature_.size(), identity) == 0);
  SIGNAL_UNREF(signed_prekey);
  SIGNAL_UNREF(identity);
  SIGNAL_UNREF(prekey);
  SIGNAL_UNREF(pair);
  return Bundle(bundle);
}

void LibsignalDevice::begin(session_pre_key_bundle* bundle) {
  session_builder* builder = nullptr;
  ASSAY_ASSERT(session_builder_create(&builder, context_of_stores_, peer(), context_) == 0);
  ASSAY_ASSERT(session_builder_process_pre_key_bundle(builder, bundle) == 0);
  session_builder_free(builder);
}

LibsignalDevice::Message LibsignalDevice::encrypt(ByteView plaintext) {
  const auto cipher = cipher_of(context_of_stores_, context_);
  ciphertext_message* message = nullptr;
  ASSAY_ASSERT(session_cipher_encrypt(cipher.get(), octets(plaintext), plaintext.size(), &message) == 0);
  Message out{ciphertext_message_get_type(message) == CIPHERTEXT_PREKEY_TYPE, copied(ciphertext_message_get_serialized(message))};
  SIGNAL_UNREF(message);
  return out;
}

Bytes LibsignalDevice::decrypt(const Message& message) {
  const auto cipher = cipher_of(context_of_stores_, context_);
  signal_buffer* plaintext = nullptr;
  if (message.is_key_exchange) {
    pre_key_signal_message* parsed = nullptr;
    ASSAY_ASSERT(pre_key_signal_message_deserialize(&parsed, octets(message.octets), message.octets.size(), context_) == 0);
    ASSAY_ASSERT(session_cipher_decrypt_pre_key_signal_message(cipher.get(), parsed, nullptr, &plaintext) == 0);
    SIGNAL_UNREF(parsed);
  } else {
    signal_message* parsed = nullptr;
    ASSAY_ASSERT(signal_message_deserialize(&parsed, octets(message.octets), message.octets.size(), context_) == 0);
    ASSAY_ASSERT(session_cipher_decrypt_signal_message(cipher.get(), parsed, nullptr, &plaintext) == 0);
    SIGNAL_UNREF(parsed);
  }
  return taken(plaintext);
}

}  // namespace assay::e2e::interop
