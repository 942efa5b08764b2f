#include "reference/e2e/messages.hpp"

#include <utility>

#include "omemo.pb.h"
#include "reference/base/assert.hpp"
#include "reference/e2e/wire_fields.hpp"
#include "sender_key.pb.h"

namespace assay::e2e {
namespace {

constexpr std::size_t kKeySize = 32;
constexpr std::size_t kMacSize = 16;
constexpr std::size_t kSignatureSize = 64;
/// Version 3 spoken, and 3 the highest known (libsignal's "current" in the upper half, "highest" in the lower one is the other way round,
/// which cannot be seen as both are 3).
constexpr char kSenderKeyVersion = 0x33;
/// What libsignal puts before a Curve25519 public key.
constexpr char kCurveType = 0x05;

template <class Message>
Bytes serialised(const Message& message) {
  Bytes out;
  ASSAY_ASSERT(message.SerializeToString(&out));
  return out;
}

/// ParseFromArray() would write to stderr what a peer left out.
template <class Message>
bool read(Message& message, ByteView octets) {
  return message.ParsePartialFromArray(octets.data(), static_cast<int>(octets.size())) && message.IsInitialized();
}

bool speaks_version_3(ByteView octets) { return !octets.empty() && static_cast<unsigned char>(octets.front()) >> 4 == 3; }

proto::OMEMOAuthenticatedMessage to_proto(const AuthenticatedMessage& message) {
  proto::OMEMOAuthenticatedMessage out;
  out.set_mac(message.mac);
  out.set_message(message.message);
  return out;
}

struct RatchetFields {
  std::uint32_t number;
  std::uint32_t previous;
  ByteView ratchet_key;
  ByteView ciphertext;
};

/// Nothing where it is in another shape than write() makes.
std::optional<RatchetFields> ratchet_fields(ByteView octets) {
  FieldReader fields(octets);
  const auto number = fields.number(1);
  const auto previous = number ? fields.number(2) : std::nullopt;
  const auto ratchet_key = previous ? fields.bytes(3) : std::nullopt;
  const auto ciphertext = ratchet_key ? fields.bytes(4) : std::nullopt;
  if (!ciphertext || !fields.complete()) return std::nullopt;
  return RatchetFields{*number, *previous, *ratchet_key, *ciphertext};
}

std::optional<AuthenticatedMessage> from_proto(const proto::OMEMOAuthenticatedMessage& message) {
  if (message.mac().size() != kMacSize) return std::nullopt;
  return AuthenticatedMessage{message.mac(), message.message()};
}

}  // namespace

Bytes RatchetMessage::write() const {
  FieldWriter out(4 * FieldWriter::kLargestHead + header.ratchet_key.size() + ciphertext.size());
  out.number(1, header.number);
  out.number(2, header.previous);
  out.bytes(3, header.ratchet_key);
  out.bytes(4, ciphertext);
  return out.finish();
}

std::optional<RatchetMessage> RatchetMessage::parse(ByteView octets) {
  if (const auto fields = ratchet_fields(octets)) {
    if (fields->ratchet_key.size() != kKeySize) return std::nullopt;
    return RatchetMessage{{Bytes(fields->ratchet_key), fields->previous, fields->number}, Bytes(fields->ciphertext)};
  }
  proto::OMEMOMessage in;
  if (!read(in, octets) || in.dh_pub().size() != kKeySize || !in.has_ciphertext()) return std::nullopt;
  return RatchetMessage{{in.dh_pub(), in.pn(), in.n()}, in.ciphertext()};
}

Bytes AuthenticatedMessage::write() const {
  FieldWriter out(2 * FieldWriter::kLargestHead + mac.size() + message.size());
  out.bytes(1, mac);
  out.bytes(2, message);
  return out.finish();
}

std::optional<AuthenticatedMessage> AuthenticatedMessage::parse(ByteView octets) {
  FieldReader fields(octets);
  const auto mac = fields.bytes(1);
  const auto message = mac ? fields.bytes(2) : std::nullopt;
  if (message && fields.complete()) {
    if (mac->size() != kMacSize) return std::nullopt;
    return AuthenticatedMessage{Bytes(*mac), Bytes(*message)};
  }
  proto::OMEMOAuthenticatedMessage in;
  return read(in, octets) ? from_proto(in) : std::nullopt;
}

Bytes KeyExchange::write() const {
  proto::OMEMOKeyExchange out;
  out.set_pk_id(header.prekey);
  out.set_spk_id(header.signed_prekey);
  out.set_ik(header.identity_key);
  out.set_ek(header.ephemeral_key);
  *out.mutable_message() = to_proto(message);
  return serialised(out);
}

std::optional<KeyExchange> KeyExchange::parse(ByteView octets) {
  proto::OMEMOKeyExchange in;
  if (!read(in, octets) || in.ik().size() != kKeySize || in.ek().size() != kKeySize) return std::nullopt;
  auto message = from_proto(in.message());
  if (!message) return std::nullopt;
  return KeyExchange{{in.pk_id(), in.spk_id(), in.ik(), in.ek()}, std::move(*message)};
}

Bytes SenderKeyMessage::signed_octets() const {
  FieldWriter out(3 * FieldWriter::kLargestHead + ciphertext.size() + kSignatureSize, ByteView(&kSenderKeyVersion, 1));
  out.number(1, chain);
  out.number(2, iteration);
  out.bytes(3, ciphertext);
  return out.finish();
}

std::optional<SenderKeyMessage> SenderKeyMessage::parse(ByteView octets) {
  if (!speaks_version_3(octets) || octets.size() < 1 + kSignatureSize) return std::nullopt;
  proto::SenderKeyMessage in;
  if (!read(in, octets.substr(1, octets.size() - 1 - kSignatureSize))) return std::nullopt;
  return SenderKeyMessage{in.id(), in.iteration(), in.ciphertext(), Bytes(octets.substr(octets.size() - kSignatureSize))};
}

crypto::Secret SenderKeyDistribution::write() const {
  proto::SenderKeyDistributionMessage out;
  out.set_id(chain);
  out.set_iteration(iteration);
  out.set_chain_key(Bytes(chain_key.reveal()));
  out.set_signing_key(Bytes(1, kCurveType) + signing_key);
  Bytes octets;
  octets.reserve(1 + out.ByteSizeLong());
  octets.push_back(kSenderKeyVersion);
  ASSAY_ASSERT(out.AppendToString(&octets));
  crypto::wipe(*out.mutable_chain_key());
  return crypto::Secret(std::move(octets));
}

std::optional<SenderKeyDistribution> SenderKeyDistribution::parse(ByteView octets) {
  proto::SenderKeyDistributionMessage in;
  if (!speaks_version_3(octets) || !read(in, octets.substr(1))) return std::nullopt;
  crypto::Secret chain_key(std::move(*in.mutable_chain_key()));
  const Bytes& signing_key = in.signing_key();
  if (chain_key.size() != kKeySize || signing_key.size() != 1 + kKeySize || signing_key.front() != kCurveType) return std::nullopt;
  return SenderKeyDistribution{in.id(), in.iteration(), std::move(chain_key), signing_key.substr(1)};
}

}  // namespace assay::e2e
