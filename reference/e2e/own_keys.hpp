#pragma once
// A device's own keys: identity, signed prekeys, one-time prekeys and the last-resort prekey (spec chapter 07, section 2).
//
// A one-time prekey is forgotten when a session was begun with it, so that what it began cannot be begun again. The last-resort prekey is
// an ordinary one with an id of its own, which stays until the signed prekey is replaced. Ids are random (ENC-07).

#include <map>
#include <optional>
#include <vector>

#include "reference/base/now.hpp"
#include "reference/base/random_source.hpp"
#include "reference/e2e/bounds.hpp"
#include "reference/e2e/keys.hpp"

namespace assay::e2e {

class OwnKeys {
 public:
  /// A new identity with a signed prekey and kOneTimePreKeys one-time prekeys.
  [[nodiscard]] static OwnKeys create(RandomSource& random, WallTime now);

  [[nodiscard]] const crypto::Ed25519KeyPair& identity() const { return identity_; }
  [[nodiscard]] SignedPublicPreKey signed_prekey() const;
  [[nodiscard]] PublicPreKey last_resort() const { return periods_.back().last_resort.public_half(); }
  /// Those that have not begun a session, in the order of their ids.
  [[nodiscard]] std::vector<PublicPreKey> one_time_prekeys() const;
  /// A bundle with that prekey, or with the last resort: what a prekey service hands out of it.
  [[nodiscard]] Bundle bundle(std::optional<PreKeyId> prekey = std::nullopt) const;

  /// Makes that many more and answers them: what is uploaded to add to what is there. Never above kOneTimePreKeysKept in all.
  [[nodiscard]] std::vector<PublicPreKey> refill(std::size_t count, RandomSource& random);

  /// The signed prekey is kSignedPreKeyPeriod old; or it is kSignedPreKeyLeastAge old and began a session with the last resort.
  [[nodiscard]] bool rotation_is_due(WallTime now) const { return until_rotation(now) <= Duration{}; }
  /// How long it is until then; not positive if it is due.
  [[nodiscard]] Duration until_rotation(WallTime now) const;
  /// Makes a new signed prekey and a new last resort; those before stay for a period, and what is older goes.
  void rotate(RandomSource& random, WallTime now);

  struct Found {
    const crypto::X25519KeyPair* signed_prekey;
    const crypto::X25519KeyPair* prekey;
  };
  [[nodiscard]] std::optional<Found> find(PreKeyId signed_prekey, PreKeyId prekey) const;
  /// Whether it is one that we handed out, or still take, as the last resort.
  [[nodiscard]] bool is_last_resort(PreKeyId prekey) const;
  /// A session was begun with it: a one-time prekey goes, a last resort makes rotation due early.
  void used(PreKeyId prekey);

  /// With every private key: for storage on the device alone (ENC-27).
  [[nodiscard]] crypto::Secret write() const;
  [[nodiscard]] static std::optional<OwnKeys> parse(ByteView octets);

 private:
  struct Period {
    PreKeyPair signed_prekey;
    Bytes signature;
    PreKeyPair last_resort;
    WallTime begun;
    bool last_resort_used = false;
  };
  OwnKeys() = default;
  [[nodiscard]] std::uint32_t unused_id(RandomSource& random) const;

  crypto::Secret seed_;
  crypto::Ed25519KeyPair identity_;
  std::vector<Period> periods_;  // the current one is the last
  std::map<PreKeyId, crypto::X25519KeyPair> one_time_;
};

}  // namespace assay::e2e
