#pragma once
// A session with one device: the agreement that began it, and its ratchet (XEP-0384 version 0.9.1 sections 4.3, 5.5 and 5.6).

#include <optional>

#include "reference/e2e/double_ratchet.hpp"
#include "reference/e2e/keys.hpp"
#include "reference/e2e/messages.hpp"
#include "reference/e2e/own_keys.hpp"

namespace assay::e2e {

/// What stands in <key/>.
struct KeyMessage {
  bool key_exchange = false;  ///< kex='true': an OMEMOKeyExchange, else an OMEMOAuthenticatedMessage
  Bytes octets;
  friend bool operator==(const KeyMessage&, const KeyMessage&) = default;
};

class Session {
 public:
  /// Begins one. Its messages are key exchanges until the first answer was decrypted.
  [[nodiscard]] static Result<Session, Fault> initiate(const crypto::Ed25519KeyPair& identity, const Bundle& bundle, RandomSource& random);

  struct Accepted;
  /// Is begun with: the message is decrypted, or there is no session. On success the prekey is used up in `own`; on a fault nothing has
  /// changed.
  [[nodiscard]] static Result<Accepted, Fault> accept(OwnKeys& own, const KeyExchange& exchange);

  [[nodiscard]] KeyMessage encrypt(ByteView plaintext, RandomSource& random);
  /// On a fault nothing has changed.
  [[nodiscard]] Result<crypto::Secret, Fault> decrypt(const AuthenticatedMessage& message);

  /// The exchange began this very session: then only its message is decrypted.
  [[nodiscard]] bool was_begun_by(const KeyExchangeHeader& header) const { return header == header_; }
  [[nodiscard]] const Bytes& their_identity() const { return their_identity_; }
  /// The peer's answer was decrypted, or the peer began it.
  [[nodiscard]] bool is_confirmed() const { return confirmed_; }
  [[nodiscard]] bool take_heartbeat() { return ratchet_.take_heartbeat(); }
  [[nodiscard]] std::size_t skipped_keys() const { return ratchet_.skipped_keys(); }

  void write(OctetWriter& out) const;
  [[nodiscard]] static Session read(OctetReader& in);

 private:
  Session(KeyExchangeHeader header, Bytes associated_data, DoubleRatchet ratchet, Bytes their_identity, bool confirmed);

  KeyExchangeHeader header_;
  Bytes associated_data_;
  DoubleRatchet ratchet_;
  Bytes their_identity_;
  bool confirmed_;
};

struct Session::Accepted {
  Session session;
  crypto::Secret plaintext;
};

}  // namespace assay::e2e
