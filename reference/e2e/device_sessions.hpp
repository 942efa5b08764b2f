#pragma once
// All sessions with one device of somebody: mostly one. Two that were begun at the same time make two; the one whose message was decrypted
// last is sent on, so both sides come to the same one, and an older one still reads what was on its way (spec chapter 07, section 3).
//
// An identity key is pinned by the first session. Another one is IdentityChanged until whoever holds this accepts it (ENC-18).

#include <optional>
#include <vector>

#include "reference/e2e/bounds.hpp"
#include "reference/e2e/session.hpp"

namespace assay::e2e {

class DeviceSessions {
 public:
  DeviceSessions() = default;

  /// There is one to send on.
  [[nodiscard]] bool can_encrypt() const { return !sessions_.empty(); }
  /// Begins one with a bundle; it is sent on from now on.
  [[nodiscard]] Result<bool, Fault> begin(const crypto::Ed25519KeyPair& identity, const Bundle& bundle, RandomSource& random);
  /// can_encrypt() was true.
  [[nodiscard]] KeyMessage encrypt(ByteView plaintext, RandomSource& random);

  struct Decrypted {
    crypto::Secret plaintext;
    bool begun = false;        ///< by this message: answer with an empty message, and upload a prekey for the one that is used up
    bool last_resort = false;  ///< it was begun by our last-resort prekey, which others may have got as well
    bool heartbeat = false;    ///< answer with an empty message, which turns the ratchet
  };
  /// On a fault nothing has changed.
  [[nodiscard]] Result<Decrypted, Fault> decrypt(OwnKeys& own, const KeyMessage& message);

  /// The identity key of the device, once there was a session.
  [[nodiscard]] const std::optional<Bytes>& identity() const { return identity_; }
  /// Forgets all sessions and the pinned key: the user accepted a change, or asked for a new session.
  void reset();
  [[nodiscard]] std::size_t size() const { return sessions_.size(); }

  [[nodiscard]] crypto::Secret write() const;
  [[nodiscard]] static std::optional<DeviceSessions> parse(ByteView octets);

 private:
  [[nodiscard]] Result<Decrypted, Fault> decrypt_by(std::size_t place, const AuthenticatedMessage& message);
  void promote(std::size_t place);
  void put_first(Session session);

  std::vector<Session> sessions_;  // the one to send on is the first
  std::optional<Bytes> identity_;
};

}  // namespace assay::e2e
