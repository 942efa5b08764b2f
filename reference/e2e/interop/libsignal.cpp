#include "reference/e2e/interop/libsignal.hpp"

#include <cstdint>
#include <memory>

#include <signal/group_cipher.h>
#include <signal/group_session_builder.h>
#include <signal/protocol.h>
#include <signal/signal_protocol.h>

#include "reference/base/assert.hpp"
#include "reference/e2e/interop/libsignal_primitives.hpp"

namespace assay::e2e::interop {
namespace {

constexpr const char* kGroup = "group";
constexpr const char* kSender = "sender";

signal_protocol_sender_key_store store(Bytes& record) {
  signal_protocol_sender_key_store out{};
  out.user_data = &record;
  out.store_sender_key = [](const signal_protocol_sender_key_name*, std::uint8_t* data, std::size_t size, std::uint8_t*, std::size_t,
                            void* user) {
    *static_cast<Bytes*>(user) = Bytes(view(data, size));
    return 0;
  };
  out.load_sender_key = [](signal_buffer** result, signal_buffer**, const signal_protocol_sender_key_name*, void* user) {
    const Bytes& known = *static_cast<Bytes*>(user);
    if (known.empty()) return 0;
    *result = buffer(known);
    return 1;
  };
  return out;
}

signal_protocol_sender_key_name name() { return {kGroup, 5, {kSender, 6, 1}}; }

struct Freed {
  void operator()(group_session_builder* builder) const { group_session_builder_free(builder); }
  void operator()(group_cipher* cipher) const { group_cipher_free(cipher); }
};

}  // namespace

LibsignalGroup::LibsignalGroup(RandomSource& random) {
  ASSAY_ASSERT(signal_context_create(&context_, nullptr) == 0);
  provide_primitives(context_, random);
  ASSAY_ASSERT(signal_protocol_store_context_create(&stores_, context_) == 0);
  const signal_protocol_sender_key_store keys = store(record_);
  ASSAY_ASSERT(signal_protocol_store_context_set_sender_key_store(stores_, &keys) == 0);
}

LibsignalGroup::~LibsignalGroup() {
  signal_protocol_store_context_destroy(stores_);
  signal_context_destroy(context_);
}

Bytes LibsignalGroup::distribution() {
  group_session_builder* made = nullptr;
  ASSAY_ASSERT(group_session_builder_create(&made, stores_, context_) == 0);
  const std::unique_ptr<group_session_builder, Freed> builder(made);
  sender_key_distribution_message* message = nullptr;
  const signal_protocol_sender_key_name sender = name();
  ASSAY_ASSERT(group_session_builder_create_session(builder.get(), &message, &sender) == 0);
  const signal_buffer* serialized = ciphertext_message_get_serialized(reinterpret_cast<ciphertext_message*>(message));
  Bytes out{view(signal_buffer_const_data(serialized), signal_buffer_len(serialized))};
  SIGNAL_UNREF(message);
  return out;
}

Bytes LibsignalGroup::encrypt(ByteView plaintext) {
  group_cipher* made = nullptr;
  const signal_protocol_sender_key_name sender = name();
  ASSAY_ASSERT(group_cipher_create(&made, stores_, &sender, context_) == 0);
  const std::unique_ptr<group_cipher, Freed> cipher(made);
  ciphertext_message* message = nullptr;
  ASSAY_ASSERT(group_cipher_encrypt(cipher.get(), octets(plaintext), plaintext.size(), &message) == 0);
  const signal_buffer* serialized = ciphertext_message_get_serialized(message);
  Bytes out{view(signal_buffer_const_data(serialized), signal_buffer_len(serialized))};
  SIGNAL_UNREF(message);
  return out;
}

bool LibsignalGroup::add(ByteView distribution) {
  group_session_builder* made = nullptr;
  ASSAY_ASSERT(group_session_builder_create(&made, stores_, context_) == 0);
  const std::unique_ptr<group_session_builder, Freed> builder(made);
  sender_key_distribution_message* message = nullptr;
  if (sender_key_distribution_message_deserialize(&message, octets(distribution), distribution.size(), context_) != 0) return false;
  const signal_protocol_sender_key_name sender = name();
  const bool taken_in = group_session_builder_process_session(builder.get(), &sender, message) == 0;
  SIGNAL_UNREF(message);
  return taken_in;
}

std::string LibsignalGroup::decrypt(ByteView message) {
  group_cipher* made = nullptr;
  const signal_protocol_sender_key_name sender = name();
  ASSAY_ASSERT(group_cipher_create(&made, stores_, &sender, context_) == 0);
  const std::unique_ptr<group_cipher, Freed> cipher(made);
  sender_key_message* parsed = nullptr;
  int code = sender_key_message_deserialize(&parsed, octets(message), message.size(), context_);
  if (code != 0) return "error " + std::to_string(code);
  signal_buffer* plaintext = nullptr;
  code = group_cipher_decrypt(cipher.get(), parsed, nullptr, &plaintext);
  SIGNAL_UNREF(parsed);
  return code == 0 ? taken(plaintext) : "error " + std::to_string(code);
}

}  // namespace assay::e2e::interop
