#pragma once
// The double ratchet (signal.org/docs/specifications/doubleratchet, revision 1) with the parameters and bytes of XEP-0384 version 0.9.1
// section 4.3. Functions are named after the paper's.
//
// One thing is done later than in the paper: the sending half of a ratchet step waits for the next message that is sent, so that a forged
// message costs one exchange, and decrypting draws no randomness. What is on the wire is the same.

#include <cstdint>
#include <optional>
#include <vector>

#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/crypto/curve25519.hpp"
#include "reference/crypto/secret.hpp"
#include "reference/e2e/fault.hpp"
#include "reference/e2e/messages.hpp"
#include "reference/e2e/skipped_keys.hpp"

namespace assay::e2e {

class DoubleRatchet {
 public:
  /// RatchetInitAlice: `their_key` is Bob's signed prekey. BadKey if it is no point.
  [[nodiscard]] static Result<DoubleRatchet, Fault> initiate(crypto::Secret shared_secret, ByteView their_key, RandomSource& random);
  /// RatchetInitBob: `own` is his signed prekey. He cannot encrypt before he has decrypted.
  [[nodiscard]] static DoubleRatchet respond(crypto::Secret shared_secret, crypto::X25519KeyPair own);

  /// RatchetEncrypt.
  [[nodiscard]] AuthenticatedMessage encrypt(ByteView plaintext, ByteView associated_data, RandomSource& random);
  /// RatchetDecrypt. On a fault nothing has changed.
  [[nodiscard]] Result<crypto::Secret, Fault> decrypt(const AuthenticatedMessage& message, ByteView associated_data);

  /// Asked after a message was decrypted: it was the first of its ratchet key with a counter of kHeartbeatCounter or more. True once.
  [[nodiscard]] bool take_heartbeat();
  [[nodiscard]] bool can_encrypt() const { return their_key_.has_value(); }
  [[nodiscard]] std::size_t skipped_keys() const { return skipped_.size(); }

  void write(OctetWriter& out) const;
  [[nodiscard]] static DoubleRatchet read(OctetReader& in);

 private:
  struct Chain {
    crypto::Secret key;
    std::uint32_t number = 0;  // of the next message
    [[nodiscard]] Chain copy() const { return {key.copy(), number}; }
    /// The key of the message `number`, and one step on.
    [[nodiscard]] crypto::Secret step();
  };
  /// What a message that begins a new chain would leave.
  struct Turn {
    std::optional<crypto::Secret> root_key;  // of a new chain
    Chain receiving;
    std::vector<SkippedKey> skipped;
    crypto::Secret message_key;
  };

  DoubleRatchet() = default;
  [[nodiscard]] Result<Turn, Fault> turn_for(const RatchetHeader& header) const;
  void ratchet_sending(RandomSource& random);
  void remember_former(Bytes ratchet_key);

  crypto::Secret root_key_;
  crypto::X25519KeyPair own_;
  std::optional<Bytes> their_key_;
  std::optional<Chain> sending_;  // nothing: a new own key is due before the next message is sent
  std::optional<Chain> receiving_;
  std::uint32_t sent_before_ = 0;  // length of the sending chain before; of the last one while `sending_` is nothing
  SkippedKeys skipped_;
  std::vector<Bytes> former_keys_;  // of the peer, whose chains ended; the oldest first
  bool heartbeat_seen_ = false;     // for the current receiving chain
  bool heartbeat_due_ = false;
};

}  // namespace assay::e2e
