#pragma once
// The three messages of XEP-0384 version 0.9.1 section 10 and the two of sender keys (spec chapter 07, section 5), parsed and written.
// libprotobuf lies behind it, seen by this file's source alone, and before it a shorter way for what a running session sends. Parsing
// checks the sizes of keys and MACs; whether a key is a point is seen where it is used.

#include <cstdint>
#include <optional>

#include "reference/base/bytes.hpp"
#include "reference/crypto/secret.hpp"

namespace assay::e2e {

/// What a message tells in the clear: the ratchet key of its chain, the length of the chain before, and its place in the chain.
struct RatchetHeader {
  Bytes ratchet_key;  ///< X25519, 32 octets
  std::uint32_t previous = 0;
  std::uint32_t number = 0;
  friend bool operator==(const RatchetHeader&, const RatchetHeader&) = default;
};

/// OMEMOMessage
struct RatchetMessage {
  RatchetHeader header;
  Bytes ciphertext;
  [[nodiscard]] Bytes write() const;
  [[nodiscard]] static std::optional<RatchetMessage> parse(ByteView octets);
  friend bool operator==(const RatchetMessage&, const RatchetMessage&) = default;
};

/// OMEMOAuthenticatedMessage
struct AuthenticatedMessage {
  Bytes mac;      ///< 16 octets
  Bytes message;  ///< a RatchetMessage, as it was written: the MAC is over these octets
  [[nodiscard]] Bytes write() const;
  [[nodiscard]] static std::optional<AuthenticatedMessage> parse(ByteView octets);
  friend bool operator==(const AuthenticatedMessage&, const AuthenticatedMessage&) = default;
};

/// OMEMOKeyExchange without its message
struct KeyExchangeHeader {
  std::uint32_t prekey = 0;
  std::uint32_t signed_prekey = 0;
  Bytes identity_key;   ///< Ed25519, 32 octets
  Bytes ephemeral_key;  ///< X25519, 32 octets
  friend bool operator==(const KeyExchangeHeader&, const KeyExchangeHeader&) = default;
};

/// OMEMOKeyExchange
struct KeyExchange {
  KeyExchangeHeader header;
  AuthenticatedMessage message;
  [[nodiscard]] Bytes write() const;
  [[nodiscard]] static std::optional<KeyExchange> parse(ByteView octets);
  friend bool operator==(const KeyExchange&, const KeyExchange&) = default;
};

/// SenderKeyMessage: an octet of version, protobuf, and a signature of 64 octets over all before it.
struct SenderKeyMessage {
  std::uint32_t chain = 0;
  std::uint32_t iteration = 0;
  Bytes ciphertext;
  Bytes signature;                            ///< empty until signed
  [[nodiscard]] Bytes signed_octets() const;  ///< what the signature is over, as this program writes it
  [[nodiscard]] Bytes write() const { return signed_octets() + signature; }
  /// `octets` without their signature is what the signature is over.
  [[nodiscard]] static std::optional<SenderKeyMessage> parse(ByteView octets);
  friend bool operator==(const SenderKeyMessage&, const SenderKeyMessage&) = default;
};

/// SenderKeyDistributionMessage: an octet of version, and protobuf. A secret: it travels inside pairwise encryption.
struct SenderKeyDistribution {
  std::uint32_t chain = 0;
  std::uint32_t iteration = 0;
  crypto::Secret chain_key;  ///< 32 octets
  Bytes signing_key;         ///< X25519, 32 octets; on the wire with the octet 5 in front
  [[nodiscard]] crypto::Secret write() const;
  [[nodiscard]] static std::optional<SenderKeyDistribution> parse(ByteView octets);
};

}  // namespace assay::e2e
