#pragma once
// Sender keys for groups (spec chapter 07, section 5; bytes as version 3 of libsignal's protocol): a device encrypts once for all members,
// with a chain whose key it gave each of them by pairwise encryption, and signs each message by XEdDSA.
//
// A sender key belongs to one version of one group and one device of the sender: whoever keeps it keeps that with it (ENC-23).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/base/result.hpp"
#include "reference/crypto/curve25519.hpp"
#include "reference/crypto/xeddsa.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/e2e/fault.hpp"
#include "reference/e2e/keys.hpp"
#include "reference/e2e/messages.hpp"

namespace assay::e2e {

class OctetReader;
class OctetWriter;

/// What a sender key is for.
struct SenderKeyScope {
  std::string group;  ///< bare address
  std::uint64_t version = 0;
  DeviceId device{};
  friend bool operator==(const SenderKeyScope&, const SenderKeyScope&) = default;
};

/// A sender's own.
class OwnSenderKey {
 public:
  [[nodiscard]] static OwnSenderKey create(SenderKeyScope scope, RandomSource& random, WallTime now);

  [[nodiscard]] const SenderKeyScope& scope() const { return scope_; }
  /// A SenderKeyDistributionMessage that reads messages from now on, not those before.
  [[nodiscard]] crypto::Secret distribution() const;
  /// A SenderKeyMessage.
  [[nodiscard]] Bytes encrypt(ByteView plaintext, RandomSource& random);
  /// After kSenderKeyMessages or kSenderKeyAge; and whenever somebody left, which the caller knows (ENC-23).
  [[nodiscard]] bool rotation_is_due(WallTime now) const;

  [[nodiscard]] crypto::Secret write() const;
  [[nodiscard]] static std::optional<OwnSenderKey> parse(ByteView octets);

 private:
  OwnSenderKey() = default;
  SenderKeyScope scope_;
  WallTime begun_;
  std::uint32_t chain_ = 0;
  std::uint32_t iteration_ = 0;
  crypto::Secret chain_key_;
  crypto::X25519KeyPair signing_;
  std::optional<crypto::XeddsaSigner> signer_;  // from the first message on; of `signing_`
};

/// What one device of a member sent in one group: its last kSenderKeyChains chains.
class ReceivedSenderKeys {
 public:
  /// Malformed, or BadKey: a chain that is known already with other keys.
  [[nodiscard]] Result<bool, Fault> add(const SenderKeyScope& scope, ByteView distribution);

  struct Decrypted {
    crypto::Secret plaintext;
    SenderKeyScope scope;  ///< what the key was given for: the caller compares it with the stanza
  };
  /// On a fault nothing has changed.
  [[nodiscard]] Result<Decrypted, Fault> decrypt(ByteView message);
  [[nodiscard]] std::size_t chains() const { return chains_.size(); }

  [[nodiscard]] crypto::Secret write() const;
  [[nodiscard]] static std::optional<ReceivedSenderKeys> parse(ByteView octets);

 private:
  struct Skipped {
    std::uint32_t iteration;
    crypto::Secret message_key;
  };
  struct Chain {
    SenderKeyScope scope;
    std::uint32_t id = 0;
    std::uint32_t iteration = 0;
    crypto::Secret key;
    Bytes signing_key;
    std::vector<Skipped> skipped{};                    // the oldest first; at most kSenderKeySteps
    std::optional<crypto::XeddsaVerifier> verifier{};  // from the first message on; of `signing_key`
  };
  std::vector<Chain> chains_;  // the newest first
};

}  // namespace assay::e2e
